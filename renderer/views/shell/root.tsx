import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { ConnectingScreen } from './connecting-screen.tsx';
import { RefusedScreen } from './refused-screen.tsx';
import { Screens } from './screens.tsx';

/** Everything in the window: the screens, or why there are none. */
export function Root() {
  const { connection } = useApp();
  const { state } = useModel(connection);
  switch (state.phase) {
    case 'connecting':
      return <ConnectingScreen onRetry={connection.retryNow} />;
    case 'refused':
      return <RefusedScreen onRetry={connection.retryNow} />;
    case 'open':
    case 'reconnecting':
      return <Screens />;
  }
}
