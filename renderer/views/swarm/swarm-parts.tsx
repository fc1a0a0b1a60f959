import { useParams } from 'wouter';
import type { Cluster } from '../../../contract/clusters.ts';
import type { SwarmState } from '../../../contract/swarms.ts';
import type { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { useModel } from '../../models/use-model.ts';
import { PartTab, PartTabs } from '../../parts/part-tabs.tsx';
import { describeNode, describeService } from '../../words/describe-swarm.ts';
import { DiskPart } from './disk-part.tsx';
import { NodesPart } from './nodes-part.tsx';
import { ServiceLogPart } from './service-log-part.tsx';
import { ServicesPart } from './services-part.tsx';
import { StackPart } from './stack-part.tsx';
import { TasksPart } from './tasks-part.tsx';
import { ViewPart } from './view-part.tsx';

/** The parts of a swarm's screen, each with an address of its own. A swarm without a stack opens where it is set up. */
export function SwarmParts({ page, cluster }: { page: SwarmPage; cluster: Cluster }) {
  const { part, item } = useParams<{ part?: string; item?: string }>();
  const here = part ?? (cluster.state.phase === 'bare' ? 'stack' : 'nodes');
  useModel(page.state);
  const base = `/clusters/${page.id}`;
  const ill = countIll(page.latest);
  return (
    <>
      <PartTabs label="Parts of the swarm">
        <PartTab to={`${base}/nodes`} isHere={here === 'nodes'} label="Nodes" count={ill.nodes} />
        <PartTab to={`${base}/services`} isHere={here === 'services'} label="Services" count={ill.services} />
        <PartTab to={`${base}/tasks`} isHere={here === 'tasks'} label="Tasks" />
        <PartTab to={`${base}/disk`} isHere={here === 'disk'} label="Disk use" />
        <PartTab to={`${base}/stack`} isHere={here === 'stack'} label="Stack" />
        <PartTab to={`${base}/visualizer`} isHere={here === 'visualizer'} label="Visualizer" />
        <PartTab to={`${base}/dashboard`} isHere={here === 'dashboard'} label="Queue dashboard" />
      </PartTabs>
      {here === 'nodes' && <NodesPart page={page} cluster={cluster} />}
      {here === 'services' && item === undefined && <ServicesPart page={page} cluster={cluster} />}
      {here === 'services' && item !== undefined && <ServiceLogPart page={page} service={item} />}
      {here === 'tasks' && <TasksPart page={page} cluster={cluster} />}
      {here === 'disk' && <DiskPart page={page} cluster={cluster} />}
      {here === 'stack' && <StackPart page={page} cluster={cluster} />}
      {(here === 'visualizer' || here === 'dashboard') && (
        <ViewPart key={here} page={page} cluster={cluster} which={here} />
      )}
    </>
  );
}

function countIll(state: SwarmState | undefined): { nodes: number; services: number } {
  if (!state) return { nodes: 0, services: 0 };
  return {
    nodes: state.nodes.filter(node => describeNode(node).look === 'bad').length,
    services: state.services.filter(service => describeService(service).look === 'bad').length,
  };
}
