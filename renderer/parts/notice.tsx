import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconPlayerPause } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

const icons = { warning: IconAlertTriangle, note: IconInfoCircle, good: IconCircleCheck, paused: IconPlayerPause };

/** Says something that a person should know here, with what to do about it. */
export function Notice({
  tone,
  title,
  children,
  actions,
}: {
  tone: keyof typeof icons;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const Icon = icons[tone];
  return (
    <div className={classes.notice} data-tone={tone === 'paused' ? 'warning' : tone}>
      <Icon size={18} stroke={1.8} aria-hidden className={classes.icon} />
      <div className={classes.body}>
        <p className={classes.title}>{title}</p>
        {children && <div className={classes.text}>{children}</div>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
    </div>
  );
}
