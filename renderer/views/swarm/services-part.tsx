import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { Cluster } from '../../../contract/clusters.ts';
import type { SwarmService } from '../../../contract/swarms.ts';
import type { SwarmPage } from '../../models/swarm/swarm-page.ts';
import screen from '../../parts/screen.module.css';
import { type SimpleColumn, SimpleTable } from '../../parts/simple-table.tsx';
import { describePurpose, describeService, problemsOf } from '../../words/describe-swarm.ts';
import { formatCount } from '../../words/format-number.ts';
import { NoStack } from './no-stack.tsx';
import { StateWords } from './state-words.tsx';
import classes from './swarm.module.css';
import { WithSwarmState } from './with-swarm-state.tsx';

/** The services of the stack: whether each runs as it should, and what keeps it from it. */
export function ServicesPart({ page, cluster }: { page: SwarmPage; cluster: Cluster }) {
  const columns = toColumns(page.id);
  return (
    <div className={classes.part}>
      <WithSwarmState page={page} cluster={cluster} what="services">
        {({ services }) =>
          services.length === 0 ? (
            <NoStack id={page.id} what="services" />
          ) : (
            <div className={screen.panel}>
              <SimpleTable label="Services" columns={columns} rows={services} idOf={service => service.id} />
            </div>
          )
        }
      </WithSwarmState>
    </div>
  );
}

function toColumns(clusterId: string): SimpleColumn<SwarmService>[] {
  return [
    { header: 'Service', cell: service => <Name service={service} /> },
    { header: 'State', cell: service => <State service={service} /> },
    { header: 'Running', align: 'end', cell: ({ running }) => formatCount(running) },
    { header: 'Waiting', align: 'end', cell: ({ pending }) => formatCount(pending) },
    { header: 'Wanted', align: 'end', cell: ({ wanted }) => formatCount(wanted) },
    { header: 'Image', cell: ({ image }) => <Image image={image} /> },
    { header: 'Log', cell: ({ name }) => <LogLink clusterId={clusterId} name={name} /> },
  ];
}

function Name({ service: { name, global } }: { service: SwarmService }) {
  return (
    <>
      {name}
      <span className={classes.note}>
        {[describePurpose(name), global && 'on every node'].filter(Boolean).join(', ')}
      </span>
    </>
  );
}

function State({ service }: { service: SwarmService }) {
  const problems = problemsOf(service);
  return (
    <>
      <StateWords words={describeService(service)} />
      {problems.length > 0 && (
        <ul className={classes.problems} aria-label={`Problems of ${service.name}`}>
          {problems.map(problem => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Image({ image }: { image: string }) {
  return (
    <span className={`${classes.image} mono truncate`} title={image}>
      {image.replace(/@sha256:.*/, '').replace(/^.*\//, '')}
    </span>
  );
}

function LogLink({ clusterId, name }: { clusterId: string; name: string }) {
  return (
    <Button
      component={Link}
      href={`/clusters/${clusterId}/services/${name}`}
      size="compact-xs"
      aria-label={`Log of ${name}`}
    >
      Log
    </Button>
  );
}
