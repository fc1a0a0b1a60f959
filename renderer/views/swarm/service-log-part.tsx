import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'wouter';
import { ServiceLog } from '../../models/swarm/service-log.ts';
import type { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { useModel, useOpened } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { LogView } from '../../parts/log-view/log-view.tsx';
import screen from '../../parts/screen.module.css';
import classes from './swarm.module.css';

/** What the tasks of one service print, on all nodes, live. */
export function ServiceLogPart({ page, service }: { page: SwarmPage; service: string }) {
  const { connection } = useApp();
  const log = useOpened(() => new ServiceLog(connection, page.id, service), `${page.id} ${service}`);
  const state = useModel(log);
  return (
    <div className={`${classes.part} ${classes.filled}`}>
      <section className={`${screen.panel} ${classes.framed}`} aria-labelledby="service-log">
        <div className={screen.toolbar}>
          <Button
            component={Link}
            href={`/clusters/${page.id}/services`}
            variant="subtle"
            leftSection={<IconArrowLeft size={14} aria-hidden />}
          >
            Services
          </Button>
          <h2 id="service-log" className={screen.panelTitle}>
            Log of {service}
          </h2>
          <span className="dim">the last lines of all its tasks, then as they come</span>
        </div>
        <div className={classes.fill}>
          <LogView
            log={state}
            label={`What ${service} prints`}
            onRetry={log.retry}
            emptyText="It has printed nothing."
          />
        </div>
      </section>
    </div>
  );
}
