import classes from './output-block.module.css';

/** What a program printed, as it is. */
export function OutputBlock({ lines, label }: { lines: readonly string[]; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.output} aria-label={label} tabIndex={0}>
      {lines.join('\n')}
    </section>
  );
}
