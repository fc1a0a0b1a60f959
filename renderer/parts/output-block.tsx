import { useEffect, useRef } from 'react';
import classes from './output-block.module.css';

const linesAtMost = 1000;

/** What a program printed, as it is; where it still prints, the end stays in sight. */
export function OutputBlock({
  lines,
  label,
  showsEnd = false,
}: {
  lines: readonly string[];
  label: string;
  showsEnd?: boolean;
}) {
  const block = useRef<HTMLElement>(null);
  const count = lines.length;
  useEffect(() => {
    if (showsEnd && count > 0) block.current?.scrollTo({ top: block.current.scrollHeight });
  }, [showsEnd, count]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={block} className={classes.output} aria-label={label} tabIndex={0}>
      {lines.slice(-linesAtMost).join('\n')}
    </section>
  );
}
