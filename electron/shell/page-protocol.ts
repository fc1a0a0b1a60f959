import { protocol, type Session } from 'electron';
import type { PageHandler } from '../host/loopback.ts';
import type { ReportBug } from '../host/router.ts';
import { pageScheme } from './addresses.ts';
import { answerPage } from './page-answers.ts';

/** Makes the page's scheme one that Chromium treats like a site of its own; must be said before the application is ready. */
export function registerPageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges }]);
}

/** Serves the page to the windows of a session. */
export function servePage(session: Session, page: PageHandler, reportBug: ReportBug): void {
  session.protocol.handle(pageScheme, async request => {
    const { status, headers, body } = await answerPage(page, request, reportBug);
    return new Response(body ? new Uint8Array(body) : undefined, { status, headers: { ...headers } });
  });
}
