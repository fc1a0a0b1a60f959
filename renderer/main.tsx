import './client/configure-zod.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './style/tokens.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Connection } from './client/connection.ts';
import { openPipe } from './client/open-pipe.ts';
import { shareToken, takeToken } from './client/token.ts';
import { createApp } from './models/app.ts';
import { AppProvider } from './parts/app-context.tsx';
import { resolveVariables, theme } from './style/theme.ts';
import { Root } from './views/shell/root.tsx';

takeToken();
shareToken(takeToken);

const connection = new Connection(openPipe);
const app = createApp(connection);
void connection.open();
// A laptop that wakes, or a tab that is looked at again, need not wait for the next attempt.
for (const event of ['online', 'focus']) window.addEventListener(event, connection.retryNow);

const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';
const root = document.getElementById('root');
if (!root) throw new Error('The page has no root');

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <AppProvider value={app}>
        <Root />
        <Notifications position="bottom-right" autoClose={8000} limit={4} />
      </AppProvider>
    </MantineProvider>
  </StrictMode>,
);
