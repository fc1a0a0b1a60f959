import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { formatCount } from '../words/format-number.ts';
import classes from './part-tabs.module.css';

/** The ways to the parts of a screen, each with an address of its own. */
export function PartTabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {children}
    </nav>
  );
}

/** One of them; a count stands for what needs a look there. */
export function PartTab({
  to,
  isHere,
  label,
  count = 0,
}: {
  to: string;
  isHere: boolean;
  label: string;
  count?: number;
}) {
  return (
    <Link href={to} className={classes.tab} aria-current={isHere ? 'page' : undefined}>
      {label}
      {count > 0 && <span className={`${classes.number} numeric`}>{formatCount(count)}</span>}
    </Link>
  );
}
