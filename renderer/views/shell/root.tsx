import { useDeferredValue } from 'react';
import { usePart } from '../../models/use-part.ts';
import { useApp } from '../../parts/app-context.tsx';
import { ConnectingScreen } from './connecting-screen.tsx';
import { RefusedScreen } from './refused-screen.tsx';
import { Screens } from './screens.tsx';

/** Everything in the window: the screens, or why there are none. */
export function Root() {
  const { connection } = useApp();
  // The screens are many: drawn when there is time, so that nothing stands still while they come.
  const phase = useDeferredValue(usePart(connection, ({ state }) => state.phase));
  switch (phase) {
    case 'connecting':
      return <ConnectingScreen onRetry={connection.retryNow} />;
    case 'refused':
      return <RefusedScreen onRetry={connection.retryNow} />;
    case 'open':
    case 'reconnecting':
      return <Screens />;
  }
}
