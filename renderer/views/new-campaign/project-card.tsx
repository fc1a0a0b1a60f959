import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconGitBranch, IconGitCommit, IconPencil, IconRefresh } from '@tabler/icons-react';
import type { Project, Repository } from '../../../contract/projects.ts';
import screen from '../../parts/screen.module.css';
import { formatCounted } from '../../words/format-number.ts';
import classes from './new-campaign.module.css';
import { panel } from './panel.ts';

/** Which project is run, in which state its source is. */
export function ProjectCard({
  project,
  onReload,
  onChange,
}: {
  project: Project;
  onReload: () => void;
  onChange: () => void;
}) {
  const { profile, folder, repository } = project;
  return (
    <section className={panel} aria-label="Project">
      <div className={classes.head} style={{ marginBottom: 0 }}>
        <h2 className={`${screen.panelTitle} truncate`}>{profile.name}</h2>
        <Group gap={6} wrap="nowrap">
          <Tooltip label="Read the project again">
            <ActionIcon variant="default" size={30} aria-label="Read the project again" onClick={onReload}>
              <IconRefresh size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Button onClick={onChange}>Change…</Button>
        </Group>
      </div>
      <p className={`${classes.path} mono`}>{folder}</p>
      {repository ? <RepositoryFacts repository={repository} /> : <NoRepository />}
    </section>
  );
}

function RepositoryFacts({ repository }: { repository: Repository }) {
  const { branch, commit, dirty, submodules } = repository;
  const missing = submodules.filter(({ state }) => state === 'missing').length;
  return (
    <ul className={classes.facts}>
      <li>
        <IconGitBranch size={14} aria-hidden />
        <span className="only-heard">Branch: </span>
        {branch ?? 'detached'}
      </li>
      {commit && (
        <li title={commit}>
          <IconGitCommit size={14} aria-hidden />
          <span className="only-heard">Commit: </span>
          <span className="mono">{commit.slice(0, 8)}</span>
        </li>
      )}
      {dirty.count > 0 && (
        <li title={dirty.files.join('\n')}>
          <IconPencil size={14} aria-hidden />
          {formatCounted(dirty.count, 'changed file')}, run as it is
        </li>
      )}
      {missing > 0 && (
        <li>
          <IconAlertTriangle size={14} aria-hidden />
          {formatCounted(missing, 'submodule')} missing
        </li>
      )}
    </ul>
  );
}

function NoRepository() {
  return (
    <ul className={classes.facts}>
      <li>Not under version control; run as it is</li>
    </ul>
  );
}
