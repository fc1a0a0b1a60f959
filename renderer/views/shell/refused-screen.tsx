import { Button, Code } from '@mantine/core';
import { Brand } from '../../parts/brand.tsx';
import classes from './bare-screen.module.css';

/** Shown to a page that does not have the key: how to get an address that has it. */
export function RefusedScreen({ onRetry }: { onRetry: () => void }) {
  return (
    <main className={classes.screen}>
      <div className={classes.card}>
        <Brand />
        <h1 className={classes.title}>This page has no key to simswarm</h1>
        <p>
          simswarm answers only pages that were opened with the address it printed when it started, so that nobody else
          on this computer can use it. The key is the part after <Code>#token=</Code>.
        </p>
        <ol>
          <li>
            Look in the terminal where <Code>npm start</Code> runs and open the address it shows, or
          </li>
          <li>use a tab where simswarm is open already, or</li>
          <li>
            start simswarm again with <Code>npm start</Code>: it opens the right page by itself.
          </li>
        </ol>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    </main>
  );
}
