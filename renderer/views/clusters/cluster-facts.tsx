import { IconDeviceDesktop, IconServer2 } from '@tabler/icons-react';
import type { Cluster } from '../../../contract/clusters.ts';
import { ClusterBadge } from '../../parts/cluster-badge.tsx';
import { formatBytes } from '../../words/format-bytes.ts';
import { formatCount, formatCounted } from '../../words/format-number.ts';
import classes from './clusters.module.css';

/** The top of a card: what it is and how it is. */
export function CardHead({ cluster: { kind, name, platform, address, state } }: { cluster: Cluster }) {
  const Icon = kind === 'local' ? IconDeviceDesktop : IconServer2;
  return (
    <header className={classes.head}>
      <Icon size={22} stroke={1.5} aria-hidden className={classes.icon} />
      <div className={classes.names}>
        <h2 className={classes.name}>{name}</h2>
        <p className="dim">{[platform, address].filter(Boolean).join(' · ')}</p>
      </div>
      <ClusterBadge state={state} />
    </header>
  );
}

/** What a cluster that takes runs has, and how much of it is busy. */
export function Room({ cluster }: { cluster: Cluster }) {
  const { slots, cores, nodes, kind, memory, waitingRuns } = cluster;
  const facts = [
    ['Cores', kind === 'local' ? formatCount(cores) : `${formatCount(cores)} on ${formatCounted(nodes, 'node')}`],
    [
      'Memory',
      formatBytes(memory.total) + (memory.available === undefined ? '' : `, ${formatBytes(memory.available)} free`),
    ],
    ['Waiting', formatCounted(waitingRuns, 'run')],
  ] as const;
  return (
    <>
      <div className={classes.slots}>
        <span>
          <strong className="numeric">{formatCount(slots.busy)}</strong> of {formatCounted(slots.total, 'slot')} busy
        </span>
        <SlotBar busy={slots.busy} total={slots.total} />
      </div>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="numeric">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const countableSlots = 64;

// Few slots are shown one by one, many as a share.
function SlotBar({ busy, total }: { busy: number; total: number }) {
  if (total > countableSlots)
    return (
      <span className={classes.share} aria-hidden>
        <span style={{ width: `${(busy / total) * 100}%` }} />
      </span>
    );
  return (
    <span className={classes.slotRow} aria-hidden>
      {Array.from({ length: total }, (_, index) => (
        <span key={index} data-busy={index < busy || undefined} />
      ))}
    </span>
  );
}
