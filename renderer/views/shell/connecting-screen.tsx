import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Brand } from '../../parts/brand.tsx';
import classes from './bare-screen.module.css';

/** Shown until the application first answers; says more when that takes unusually long. */
export function ConnectingScreen({ onRetry }: { onRetry: () => void }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 2500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className={classes.screen} aria-busy="true">
      <div className={classes.card}>
        <Brand />
        <h1 className={classes.title}>Connecting…</h1>
        {isLong && (
          <>
            <p>The application does not answer yet. If it was closed, start it again: this page connects by itself.</p>
            <Button onClick={onRetry}>Try now</Button>
          </>
        )}
      </div>
    </main>
  );
}
