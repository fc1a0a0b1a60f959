import type { Cluster } from '../../../contract/clusters.ts';
import type { SwarmNode, SwarmState } from '../../../contract/swarms.ts';
import type { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { countTasks } from '../../models/swarm/tasks.ts';
import screen from '../../parts/screen.module.css';
import { type SimpleColumn, SimpleTable } from '../../parts/simple-table.tsx';
import { describeNode, describeRole } from '../../words/describe-swarm.ts';
import { formatBytes } from '../../words/format-bytes.ts';
import { formatCount } from '../../words/format-number.ts';
import { StateWords } from './state-words.tsx';
import classes from './swarm.module.css';
import { WithSwarmState } from './with-swarm-state.tsx';

/** The machines of the swarm: what each is, whether it is there, what it has, how much runs on it. */
export function NodesPart({ page, cluster }: { page: SwarmPage; cluster: Cluster }) {
  return (
    <div className={classes.part}>
      <WithSwarmState page={page} cluster={cluster} what="nodes">
        {state => (
          <div className={screen.panel}>
            <SimpleTable label="Nodes" columns={toColumns(state)} rows={state.nodes} idOf={node => node.id} />
          </div>
        )}
      </WithSwarmState>
    </div>
  );
}

function toColumns(state: SwarmState): SimpleColumn<SwarmNode>[] {
  const tasks = countTasks(state);
  return [
    { header: 'Node', cell: node => <Name node={node} /> },
    { header: 'Role', cell: describeRole },
    { header: 'State', cell: node => <StateWords words={describeNode(node)} /> },
    { header: 'Cores', align: 'end', cell: ({ cores }) => formatCount(cores) },
    { header: 'Memory', align: 'end', cell: ({ memory }) => formatBytes(memory) },
    { header: 'Tasks', align: 'end', cell: ({ id }) => formatCount(tasks.get(id) ?? 0) },
    { header: 'Docker', align: 'end', cell: ({ engineVersion }) => engineVersion },
  ];
}

function Name({ node: { hostname, address } }: { node: SwarmNode }) {
  return (
    <>
      {hostname}
      <span className={`${classes.note} mono`}>{address}</span>
    </>
  );
}
