import type { App, Session, WebContents } from 'electron';
import { decideOpening, mayFetch, mayHave, mayNavigate } from './policies.ts';

export interface GuardOptions {
  readonly showMonitor: (campaignId: string) => void;
  readonly showCampaign: (campaignId: string) => void;
  readonly showSwarmView: (clusterId: string, view: string) => void;
  readonly notifications: () => boolean;
}

const network = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'] };

/** Holds everything that is shown, now and later, to the policies. */
export function guardContents(app: App, session: Session, options: GuardOptions): void {
  guardSession(session, options);
  app.on('web-contents-created', (_event, contents) => guardOne(contents, options));
}

function guardOne(contents: WebContents, { showMonitor, showCampaign, showSwarmView }: GuardOptions): void {
  contents.on('will-navigate', event => {
    if (!mayNavigate(event.url, true)) event.preventDefault();
  });
  contents.on('will-frame-navigate', event => {
    if (!mayNavigate(event.url, event.isMainFrame)) event.preventDefault();
  });
  contents.on('will-redirect', event => {
    if (!mayNavigate(event.url, event.isMainFrame)) event.preventDefault();
  });
  contents.on('will-attach-webview', event => event.preventDefault());
  // The page's own way to open the job monitor or a swarm's page, and to lead from the monitor to the main window; windows are made by us, so that they are like those from the menu.
  contents.setWindowOpenHandler(({ url }) => {
    const decision = decideOpening(url);
    if (decision.kind === 'monitor') showMonitor(decision.campaignId);
    if (decision.kind === 'campaign') showCampaign(decision.campaignId);
    if (decision.kind === 'swarm-view') showSwarmView(decision.clusterId, decision.view);
    return { action: 'deny' };
  });
}

function guardSession(session: Session, { notifications }: GuardOptions): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl, isMainFrame }) =>
    answer(mayHave({ permission, asker: requestingUrl, isMainFrame }, notifications())),
  );
  session.setPermissionCheckHandler((_contents, permission, asker, { isMainFrame }) =>
    mayHave({ permission, asker, isMainFrame }, notifications()),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(network, ({ url }, answer) => answer({ cancel: !mayFetch(url) }));
  session.webRequest.onHeadersReceived({ urls: ['http://127.0.0.1/*'] }, ({ responseHeaders = {} }, answer) =>
    answer({ responseHeaders: keepCookiesInFrames(responseHeaders) }),
  );
}

/**
 * A swarm's page in a frame keeps its key in a strict cookie, which in a browser stays within this computer's site. Here the page around it is another site; since
 * nothing but our page can be around it, the cookie may come along.
 */
export function keepCookiesInFrames(headers: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [
      name,
      name.toLowerCase() === 'set-cookie'
        ? values.map(one => one.replace(/;\s*SameSite=\w+/i, '; SameSite=None; Secure'))
        : values,
    ]),
  );
}
