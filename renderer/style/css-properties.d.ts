import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Our own variables, given to a style sheet from where the numbers are known. */
    [name: `--${string}`]: string | number | undefined;
  }
}
