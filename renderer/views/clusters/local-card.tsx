import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { Cluster } from '../../../contract/clusters.ts';
import screen from '../../parts/screen.module.css';
import { SlotsField } from '../../parts/slots-field.tsx';
import { CardHead, Room } from './cluster-facts.tsx';
import classes from './clusters.module.css';

/** This computer: what it has, what it is doing, and how much of it may be used. */
export function LocalCard({ cluster }: { cluster: Cluster }) {
  const { id, name, cores, slots } = cluster;
  return (
    <section className={`${screen.panel} ${classes.card}`} aria-label={name}>
      <CardHead cluster={cluster} />
      <Room cluster={cluster} />
      <footer className={classes.foot}>
        <SlotsField clusterId={id} cores={cores} slots={slots.total} />
        <Button component={Link} href={`/new?cluster=${id}`}>
          New campaign
        </Button>
      </footer>
    </section>
  );
}
