import type { ReactNode } from 'react';
import classes from './screen-header.module.css';
import { useTitle } from './use-title.ts';

interface Props {
  readonly title: string;
  /** What the window's title says, where it is more than the heading. */
  readonly windowTitle?: string;
  /** A line under the heading. */
  readonly note?: ReactNode;
  /** Beside the heading. */
  readonly badge?: ReactNode;
  /** Buttons on the right. */
  readonly actions?: ReactNode;
  /** A way back, above the heading. */
  readonly above?: ReactNode;
}

/** The top of a screen: what it is, and what can be done with all of it. */
export function ScreenHeader({ title, windowTitle, note, badge, actions, above }: Props) {
  useTitle(windowTitle ?? title);
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        {above}
        <div className={classes.line}>
          <h1 className={classes.title}>{title}</h1>
          {badge}
        </div>
        {note && <div className={classes.note}>{note}</div>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
