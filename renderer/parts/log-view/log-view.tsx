import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type UIEvent, useEffect, useRef, useState } from 'react';
import type { AnyFailure } from '../../../contract/failure.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { LoadingState } from '../loading-state.tsx';
import classes from './log-view.module.css';

interface LogState {
  readonly phase: 'loading' | 'live' | 'ended' | 'failed';
  readonly lines: readonly string[];
  readonly first: number | undefined;
  readonly failure: AnyFailure | undefined;
}

interface Props {
  readonly log: LogState;
  readonly label: string;
  readonly emptyText: string;
  readonly onRetry: () => void;
}

/** A growing text. It follows the end until somebody scrolls up, then stays where they read. */
export function LogView({ log, label, emptyText, onRetry }: Props) {
  if (log.phase === 'failed' && log.failure)
    return (
      <div className={classes.inset}>
        <FailureNotice failure={log.failure} onRetry={onRetry} />
      </div>
    );
  if (log.phase === 'loading')
    return (
      <div className={classes.inset}>
        <LoadingState what={label.toLowerCase()} />
      </div>
    );
  if (log.lines.length === 0) return <p className={`${classes.inset} dim`}>{emptyText}</p>;
  return <Lines log={log} label={label} />;
}

const lineHeight = 18;

function Lines({ log, label }: { log: LogState; label: string }) {
  const { lines, first, phase } = log;
  const scroller = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 30,
    useFlushSync: false,
  });
  useEffect(() => {
    if (follows && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [follows, lines, virtual]);
  const notice = ({ currentTarget: at }: UIEvent<HTMLElement>) => {
    setFollows(at.scrollHeight - at.scrollTop - at.clientHeight < lineHeight * 1.5);
  };
  return (
    <div className={classes.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section ref={scroller} className={classes.scroller} aria-label={label} tabIndex={0} onScroll={notice}>
        <div className={classes.all} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <Line
              key={index}
              number={first === undefined ? undefined : first + index + 1}
              text={lines[index] ?? ''}
              top={start}
            />
          ))}
        </div>
      </section>
      {!follows && (
        <Button
          className={classes.jump}
          leftSection={<IconArrowDown size={14} aria-hidden />}
          onClick={() => setFollows(true)}
        >
          {phase === 'live' ? 'Follow' : 'To the end'}
        </Button>
      )}
    </div>
  );
}

function Line({ number, text, top }: { number: number | undefined; text: string; top: number }) {
  const tone = text.startsWith('<!>') ? (text.includes('Error') ? 'error' : 'notice') : undefined;
  return (
    <div className={classes.line} data-tone={tone} style={{ top }}>
      <span className={classes.number} data-number={number} aria-hidden />
      {text}
    </div>
  );
}
