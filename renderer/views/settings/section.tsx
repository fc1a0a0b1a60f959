import type { ReactNode } from 'react';
import screen from '../../parts/screen.module.css';
import classes from './settings.module.css';

/** A group of settings that belong together. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={`${screen.panel} ${classes.section}`} aria-label={title}>
      <div className={classes.head}>
        <h2 className={screen.panelTitle}>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
