import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Cluster } from '../../../contract/clusters.ts';
import type { StackSettings } from '../../../contract/swarms.ts';
import { findStackProblems, type StackDraft, toStackDraft, toStackSettings } from '../../models/swarm/stack-draft.ts';
import type { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { isReached } from '../../models/swarm/swarm-page.ts';
import { useModel } from '../../models/use-model.ts';
import screen from '../../parts/screen.module.css';
import { imageFields } from '../../words/describe-stack.ts';
import { describeWhyNot } from '../../words/describe-swarm.ts';
import classes from './swarm.module.css';

interface FieldProps {
  readonly draft: StackDraft;
  readonly onChange: (part: Partial<StackDraft>) => void;
}

/** What can be chosen about the stack; all of it has good defaults, so one button is enough. */
export function StackForm({ page, cluster, settings }: { page: SwarmPage; cluster: Cluster; settings: StackSettings }) {
  const { isBusy } = useModel(page.action);
  const [draft, setDraft] = useState(() => toStackDraft(settings));
  const change = (part: Partial<StackDraft>) => setDraft(now => ({ ...now, ...part }));
  const { phase } = cluster.state;
  const isNew = phase === 'bare';
  const mayDeploy = isReached(cluster) && phase !== 'working';
  const hasProblems = Object.keys(findStackProblems(draft)).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (mayDeploy && !hasProblems) void page.deploy(toStackSettings(draft));
  };
  return (
    <form className={`${screen.panel} ${classes.form}`} onSubmit={submit} aria-labelledby="stack-title" noValidate>
      <h2 id="stack-title" className={screen.panelTitle}>
        {isNew ? `Set up ${cluster.name}` : 'Settings of the stack'}
      </h2>
      <p className="dim">
        {isNew
          ? 'Makes the images that compile and simulate, and starts the queue, the store and the runners on the nodes. It takes some minutes, mostly for downloads; you may go on meanwhile.'
          : 'Services are replaced one after the other. Queued work and results stay; runs that are going on are done again.'}
      </p>
      <Images draft={draft} onChange={change} keys={['simulatorImage']} />
      <Checkbox
        label="Simulate on the manager too"
        description="Otherwise its cores are kept for the queue, the store and compiling. A swarm of one machine always does."
        checked={draft.runOnManager}
        onChange={event => change({ runOnManager: event.currentTarget.checked })}
      />
      <details className={classes.more}>
        <summary>Runners and other images</summary>
        <div className={classes.fields}>
          <Runners draft={draft} onChange={change} />
          <Images
            draft={draft}
            onChange={change}
            keys={imageFields.map(({ key }) => key).filter(key => key !== 'simulatorImage')}
          />
        </div>
      </details>
      <div className={classes.foot}>
        <Button type="submit" variant="filled" loading={isBusy} disabled={!mayDeploy || hasProblems}>
          {isNew ? 'Set up' : 'Upgrade with these settings'}
        </Button>
        {!mayDeploy && <span className="dim">{describeWhyNot(cluster.state)}</span>}
      </div>
    </form>
  );
}

function Images({ draft, onChange, keys }: FieldProps & { keys: ReadonlyArray<(typeof imageFields)[number]['key']> }) {
  const problems = findStackProblems(draft);
  return imageFields
    .filter(({ key }) => keys.includes(key))
    .map(({ key, label, description, isNeeded }) => (
      <TextInput
        key={key}
        label={label}
        description={description}
        placeholder={isNeeded ? 'name:tag' : 'The one this version was made with'}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        autoComplete="off"
        value={draft[key]}
        error={problems[key]}
        onChange={event => onChange({ [key]: event.currentTarget.value })}
      />
    ));
}

function Runners({ draft, onChange }: FieldProps) {
  return (
    <>
      <NumberInput
        label="Memory of one runner"
        description="What a simulation may use before it is stopped"
        placeholder="A core’s share of the smallest node"
        suffix=" MB"
        min={64}
        allowNegative={false}
        allowDecimal={false}
        value={draft.runnerMemory ?? ''}
        onChange={value => onChange({ runnerMemory: toPositive(value) })}
      />
      <NumberInput
        label="Runners at most"
        description="They fill the cores there are, one each"
        placeholder="As many as there are cores"
        min={1}
        allowNegative={false}
        allowDecimal={false}
        value={draft.runnerReplicas ?? ''}
        onChange={value => onChange({ runnerReplicas: toPositive(value) })}
      />
    </>
  );
}

function toPositive(value: number | string): number | undefined {
  return typeof value === 'number' && value >= 1 ? value : undefined;
}
