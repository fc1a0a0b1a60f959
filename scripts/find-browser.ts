import { existsSync } from 'node:fs';

/** Debian's Chromium, or the one named in the environment; what the page is tried and measured in. */
export function findBrowser(): string | undefined {
  const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return candidates.find(path => path !== undefined && existsSync(path));
}
