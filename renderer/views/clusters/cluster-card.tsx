import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconServer2 } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Cluster } from '../../../contract/clusters.ts';
import { fromFailureRecord } from '../../../contract/failure.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import screen from '../../parts/screen.module.css';
import { SlotsField } from '../../parts/slots-field.tsx';
import { describeClusterState, takesRuns } from '../../words/describe-cluster.ts';
import { asFailure } from '../../words/describe-failure.ts';
import { formatBytes } from '../../words/format-bytes.ts';
import { formatCount, formatCounted } from '../../words/format-number.ts';
import classes from './clusters.module.css';

/** One cluster: its state in words, what it has, what it is doing. */
export function ClusterCard({ cluster }: { cluster: Cluster }) {
  const { id, kind, name, state, platform, address } = cluster;
  const { short, sentence } = describeClusterState(state);
  const Icon = kind === 'local' ? IconDeviceDesktop : IconServer2;
  return (
    <section className={`${screen.panel} ${classes.card}`} aria-label={name}>
      <header className={classes.head}>
        <Icon size={22} stroke={1.5} aria-hidden className={classes.icon} />
        <div className={classes.names}>
          <h2 className={classes.name}>{name}</h2>
          <p className="dim">{[platform, address].filter(Boolean).join(' · ')}</p>
        </div>
        <span className={classes.state} data-phase={state.phase} role="status">
          {short}
        </span>
      </header>
      {'problem' in state && <FailureNotice failure={asFailure(fromFailureRecord(state.problem))} />}
      {sentence && <p className={classes.sentence}>{sentence}</p>}
      {takesRuns(state) && <Room cluster={cluster} />}
      <footer className={classes.foot}>
        {kind === 'local' && <SlotsField clusterId={id} cores={cluster.cores} slots={cluster.slots.total} />}
        <Button component={Link} href="/new" disabled={!takesRuns(state)} aria-disabled={!takesRuns(state)}>
          New campaign
        </Button>
      </footer>
    </section>
  );
}

function Room({ cluster }: { cluster: Cluster }) {
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
