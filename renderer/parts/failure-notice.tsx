import { Button, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { AnyFailure } from '../../contract/failure.ts';
import { describeFailure, type FailureAction, failureDetailsText } from '../words/describe-failure.ts';
import { CopyButton } from './copy-button.tsx';
import classes from './notice.module.css';
import { OutputBlock } from './output-block.tsx';

/** What the buttons beside a failure do, where they can do anything. */
export interface FailureDeeds {
  readonly onRetry?: (() => void) | undefined;
  readonly onBuild?: (() => void) | undefined;
  readonly onChooseProject?: (() => void) | undefined;
  readonly onDismiss?: (() => void) | undefined;
  /** More buttons, for what only this place can do. */
  readonly more?: ReactNode;
}

/** Tells a failure where it happened: what, to what, what to do, and all details for copying. */
export function FailureNotice({ failure, ...deeds }: { failure: AnyFailure } & FailureDeeds) {
  const { title, advice, action, output } = describeFailure(failure);
  return (
    <div className={classes.notice} data-tone="failed" role="alert">
      <IconAlertTriangle size={18} stroke={1.8} aria-hidden className={classes.icon} />
      <div className={classes.body}>
        <p className={classes.title}>{title}</p>
        <p className={classes.text}>{advice}</p>
        {output && output.length > 0 && <OutputBlock lines={output} label="Output" />}
        <div className={classes.actions}>
          <Deed action={action} deeds={deeds} />
          {deeds.more}
          {deeds.onDismiss && <Button onClick={deeds.onDismiss}>Dismiss</Button>}
          <Details text={failureDetailsText(failure)} />
        </div>
      </div>
    </div>
  );
}

function Deed({ action, deeds }: { action: FailureAction | undefined; deeds: FailureDeeds }) {
  if (action === 'open-settings')
    return (
      <Button component={Link} href="/settings">
        Open Settings
      </Button>
    );
  if (action === 'build' && deeds.onBuild) return <Button onClick={deeds.onBuild}>Compile now</Button>;
  if (action === 'choose-project' && deeds.onChooseProject)
    return <Button onClick={deeds.onChooseProject}>Choose a folder…</Button>;
  return deeds.onRetry ? <Button onClick={deeds.onRetry}>Try again</Button> : undefined;
}

function Details({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={classes.details}>
      <UnstyledButton className={classes.toggle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <IconChevronRight size={14} aria-hidden data-open={isOpen || undefined} className={classes.chevron} />
        Details
      </UnstyledButton>
      <CopyButton text={text} label="Copy details" variant="subtle" />
      {isOpen && <pre className={classes.pre}>{text}</pre>}
    </div>
  );
}
