import type { Page } from '@playwright/test';

/** What went wrong in a page by its own account: errors, warnings of the policy, failed files. */
export interface WatchedPage {
  problems(): string[];
  /** The application will be away for a while: that it cannot be reached is no problem then. */
  expectOutage(): void;
}

const outage =
  /WebSocket connection|ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|Failed to load resource/;

/** Listens from the page's first moment. */
export async function watchPage(page: Page): Promise<WatchedPage> {
  const problems: string[] = [];
  let mayBeAway = false;
  page.on('pageerror', error => problems.push(error.stack ?? error.message));
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return {
    problems: () => problems.filter(problem => !(mayBeAway && outage.test(problem))),
    expectOutage: () => {
      mayBeAway = true;
    },
  };
}
