import { Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { fromFailureRecord } from '../../../contract/failure.ts';
import type { Configuration, IniFile, Project } from '../../../contract/projects.ts';
import type { ChosenConfiguration } from '../../models/new-campaign/draft.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import screen from '../../parts/screen.module.css';
import { asFailure } from '../../words/describe-failure.ts';
import classes from './new-campaign.module.css';
import { panel } from './panel.ts';

interface Props {
  readonly project: Project;
  readonly chosen: ChosenConfiguration | undefined;
  readonly onChoose: (chosen: ChosenConfiguration) => void;
}

const searchFrom = 8;

/** The configurations of an ini file with what they are for; bases that are not meant to be run come last and cannot be chosen. */
export function ConfigurationList({ project, chosen, onChoose }: Props) {
  const [shown, setShown] = useState<string>();
  const path = shown ?? chosen?.iniFile ?? project.iniFiles[0]?.path;
  const iniFile = project.iniFiles.find(file => file.path === path);
  return (
    <section className={panel} aria-labelledby="configuration-title">
      <div className={classes.head}>
        <h2 id="configuration-title" className={screen.panelTitle}>
          Configuration
        </h2>
        {project.iniFiles.length > 1 && (
          <Select
            aria-label="Ini file"
            searchable
            limit={200}
            data={project.iniFiles.map(file => file.path)}
            value={path ?? ''}
            onChange={value => value && setShown(value)}
          />
        )}
      </div>
      {iniFile ? (
        <OfIniFile key={iniFile.path} iniFile={iniFile} chosen={chosen} onChoose={onChoose} />
      ) : (
        <EmptyState icon={IconSearch} title="No ini file here">
          Choose a folder that has an omnetpp.ini in it.
        </EmptyState>
      )}
    </section>
  );
}

function OfIniFile({ iniFile, chosen, onChoose }: { iniFile: IniFile } & Omit<Props, 'project'>) {
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const { configurations, path, problem } = iniFile;
  const fitting = configurations
    .filter(({ name, description = '' }) => `${name} ${description}`.toLowerCase().includes(wanted))
    .sort((a, b) => rankOf(a) - rankOf(b));
  return (
    <>
      {problem && <FailureNotice failure={asFailure(fromFailureRecord(problem))} />}
      {configurations.length > searchFrom && (
        <TextInput
          aria-label="Search configurations"
          placeholder="Search"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={search}
          onChange={event => setSearch(event.currentTarget.value)}
          mb={6}
        />
      )}
      <div className={classes.configurations} role="radiogroup" aria-labelledby="configuration-title">
        {fitting.map(configuration => (
          <Choice
            key={configuration.name}
            configuration={configuration}
            isChosen={chosen?.iniFile === path && chosen.configuration.name === configuration.name}
            onChoose={() => onChoose({ iniFile: path, configuration })}
          />
        ))}
        {fitting.length === 0 && <p className="dim">No configuration is called or described like this.</p>}
      </div>
    </>
  );
}

// What is meant to be run comes first, what others are made of last.
function rankOf({ name, abstract }: Configuration): number {
  if (abstract) return 2;
  return name === 'General' ? 1 : 0;
}

function Choice({
  configuration,
  isChosen,
  onChoose,
}: {
  configuration: Configuration;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const { name, description, abstract } = configuration;
  return (
    <label className={classes.configuration}>
      <input type="radio" name="configuration" checked={isChosen} disabled={abstract} onChange={onChoose} />
      <span className={classes.configurationLine}>
        <strong>{name}</strong>
        <span className={`${classes.hints} truncate`}>{abstract ? 'a base for others' : hintsOf(configuration)}</span>
      </span>
      {description && <span className={classes.description}>{description}</span>}
    </label>
  );
}

function hintsOf({ iterationVariables, repeat, network }: Configuration): string {
  const varied = iterationVariables.length > 3 ? [`${iterationVariables.length} variables`] : iterationVariables;
  return [network, ...varied, repeat && repeat !== '1' && `× ${repeat}`].filter(Boolean).join(' · ');
}
