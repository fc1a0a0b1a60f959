import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFlask, IconFolder, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Action } from '../../models/action.ts';
import { forgetDraft } from '../../models/new-campaign/draft.ts';
import type { RecentProjects } from '../../models/recent-projects.ts';
import { useOwn } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { Ago } from '../../parts/moment.tsx';
import screen from '../../parts/screen.module.css';
import classes from './project-choice.module.css';

/** Projects that were used before, and the example. */
export function RecentList({
  recent,
  onChoose,
  onForgotten,
}: {
  recent: RecentProjects;
  onChoose: (folder: string) => void;
  onForgotten: () => void;
}) {
  const { client } = useApp().connection;
  const forgetting = useOwn(() => new Action());
  const { folders, example } = recent;
  const forget = async (folder: string) => {
    if (!(await forgetting.run(() => client.projects.forget({ folder })))) return;
    forgetDraft(folder);
    onForgotten();
  };
  return (
    <ul className={`${screen.panel} ${classes.list}`} aria-label="Projects">
      {folders.map(({ folder, name, lastUsed }) => (
        <li key={folder} className={classes.item}>
          <Open
            icon={<IconFolder size={18} stroke={1.6} aria-hidden />}
            name={name}
            folder={folder}
            onChoose={onChoose}
          >
            <Ago moment={lastUsed} />
          </Open>
          <Tooltip label="Take off this list; the folder stays">
            <ActionIcon
              variant="subtle"
              color="gray"
              mr={8}
              aria-label={`Forget ${name}`}
              onClick={() => void forget(folder)}
            >
              <IconX size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </li>
      ))}
      {example !== undefined && !folders.some(({ folder }) => folder === example) && (
        <li className={classes.item}>
          <Open
            icon={<IconFlask size={18} stroke={1.6} aria-hidden />}
            name="Queueing networks (example)"
            folder={example}
            onChoose={onChoose}
          >
            comes with simswarm
          </Open>
        </li>
      )}
    </ul>
  );
}

interface OpenProps {
  readonly icon: ReactNode;
  readonly name: string;
  readonly folder: string;
  readonly onChoose: (folder: string) => void;
  readonly children: ReactNode;
}

function Open({ icon, name, folder, onChoose, children }: OpenProps) {
  return (
    <button type="button" className={classes.open} onClick={() => onChoose(folder)}>
      {icon}
      <span className={`${classes.name} truncate`}>{name}</span>
      <span className={`${classes.path} mono truncate`}>{folder}</span>
      <span className={classes.when}>{children}</span>
    </button>
  );
}
