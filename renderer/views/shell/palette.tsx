import { Modal, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useLocation } from 'wouter';
import { latestFirst } from '../../models/campaign-list.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { describePhase } from '../../words/describe-campaign.ts';
import { describeClusterState } from '../../words/describe-cluster.ts';
import classes from './palette.module.css';

interface Goal {
  readonly path: string;
  readonly title: string;
  readonly note: string;
}

const screens: readonly Goal[] = [
  { path: '/new', title: 'New campaign', note: 'screen' },
  { path: '/', title: 'Campaigns', note: 'screen' },
  { path: '/results', title: 'Results', note: 'screen' },
  { path: '/clusters', title: 'Clusters', note: 'screen' },
  { path: '/settings', title: 'Settings', note: 'screen' },
  { path: '/help', title: 'Help', note: 'screen' },
];
const shownAtMost = 12;

/** Goes to a screen, a campaign or a swarm by a few letters of its name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [, navigate] = useLocation();
  const app = useApp();
  const { view } = useModel(app.campaigns);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const campaigns = view.phase === 'live' ? latestFirst(view.value) : [];
  const { view: clusters } = useModel(app.clusters);
  const swarms = clusters.phase === 'live' ? [...clusters.value.values()].filter(({ kind }) => kind === 'swarm') : [];
  const goals = [
    ...screens,
    ...campaigns.map(campaign => ({
      path: `/campaigns/${campaign.id}`,
      title: campaign.name,
      note: `${campaign.projectName} · ${describePhase(campaign)}`,
    })),
    ...swarms.map(({ id, name, state }) => ({
      path: `/clusters/${id}`,
      title: name,
      note: `swarm · ${describeClusterState(state).short}`,
    })),
  ];
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = goals
    .filter(({ title, note }) => words.every(word => `${title} ${note}`.toLowerCase().includes(word)))
    .slice(0, shownAtMost);
  const go = (goal: Goal | undefined) => {
    if (!goal) return;
    onClose();
    navigate(goal.path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter') go(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      yOffset="12vh"
      centered={false}
      title={undefined}
      attributes={{ content: { 'aria-label': 'Go to' } }}
    >
      <TextInput
        aria-label="Go to"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={found[at] ? `${listId}-${at}` : undefined}
        placeholder="Go to a screen, campaign or swarm…"
        leftSection={<IconSearch size={16} aria-hidden />}
        variant="unstyled"
        size="md"
        px={6}
        value={text}
        onChange={event => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        data-autofocus
      />
      <div className={classes.list} id={listId} role="listbox" aria-label="Places" tabIndex={-1}>
        {found.map((goal, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard
          // biome-ignore lint/a11y/useFocusableInteractive: the field above names the one at the cursor
          <div
            key={goal.path}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            className={classes.option}
            onClick={() => go(goal)}
            onMouseMove={() => setAt(index)}
          >
            <span className="truncate">{goal.title}</span>
            <span className={`${classes.note} truncate`}>{goal.note}</span>
          </div>
        ))}
        {found.length === 0 && <p className={classes.nothing}>Nothing is called like this.</p>}
      </div>
    </Modal>
  );
}
