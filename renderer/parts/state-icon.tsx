import {
  IconBan,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleX,
  IconHistory,
  IconPlayerPlayFilled,
  IconPlugConnectedX,
  IconScissors,
  type TablerIcon,
} from '@tabler/icons-react';
import type { RunState } from '../../contract/runs.ts';

const icons: Readonly<Record<RunState, TablerIcon>> = {
  waiting: IconCircleDashed,
  running: IconPlayerPlayFilled,
  finished: IconCircleCheckFilled,
  truncated: IconScissors,
  failed: IconCircleX,
  cancelled: IconBan,
  interrupted: IconPlugConnectedX,
  reused: IconHistory,
};

/** A run's state as a sign: its form alone tells it, the colour only helps. */
export function StateIcon({ state, size = 15 }: { state: RunState; size?: number }) {
  const Icon = icons[state];
  return <Icon size={size} stroke={2} aria-hidden style={{ color: `var(--${state}-ink)`, flex: 'none' }} />;
}
