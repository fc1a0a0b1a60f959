import type { ReactNode } from 'react';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import classes from './shell.module.css';
import { Sidebar } from './sidebar.tsx';

/** The frame around every screen: the sidebar, and the screen's own place. */
export function Shell({ children }: { children: ReactNode }) {
  const { state } = useModel(useApp().connection);
  return (
    <div className={classes.shell} data-stale={state.phase !== 'open' || undefined}>
      <a className={classes.skip} href="#main">
        Skip to content
      </a>
      <Sidebar />
      <main id="main" className={classes.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
