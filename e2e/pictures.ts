/** `npm run pictures`: the pictures of README and user guide, of the page as it is now. */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../scripts/find-browser.ts';
import { openScriptedHosts } from './peers/scripted-hosts.ts';
import { type ScreenState, screenStates } from './peers/states.ts';

interface Picture {
  /** The file's name without its ending. */
  readonly name: string;
  /** Which of the screen's states it shows. */
  readonly state: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly isDark?: true;
  /** What is done to the screen before its picture is taken. */
  readonly pose?: (page: Page) => Promise<void>;
}

const folder = join(import.meta.dirname, '../docs/pictures');
const usual = { width: 1080, height: 720 };
const largest = 200_000;

const pictures: readonly Picture[] = [
  { name: 'welcome', state: 'welcome', size: { width: 1080, height: 520 } },
  { name: 'new-campaign', state: 'new-campaign', size: { width: 1180, height: 860 } },
  { name: 'campaign', state: 'campaign-live', size: { width: 1280, height: 820 }, pose: runningFirst },
  {
    name: 'campaign-dark',
    state: 'campaign-live',
    size: { width: 1280, height: 820 },
    isDark: true,
    pose: runningFirst,
  },
  { name: 'run', state: 'run-failed', size: { width: 1180, height: 800 } },
  { name: 'failures', state: 'campaign-failures' },
  { name: 'scalars', state: 'scalars', size: { width: 1180, height: 780 } },
  { name: 'vectors', state: 'vectors', size: { width: 1280, height: 800 } },
  { name: 'histograms', state: 'histograms', size: { width: 1180, height: 760 } },
  { name: 'files', state: 'files', size: { width: 1280, height: 660 } },
  { name: 'monitor', state: 'monitor', size: { width: 400, height: 720 } },
  { name: 'clusters', state: 'swarms', size: { width: 1080, height: 640 } },
  { name: 'swarm', state: 'swarm-services', size: { width: 1180, height: 700 } },
];

const executablePath = findBrowser();
if (!executablePath) throw new Error('There is no Chromium to take pictures with; Debian: apt-get install chromium');
mkdirSync(folder, { recursive: true });
await using hosts = await openScriptedHosts();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
try {
  for (const picture of pictures) await take(browser, picture);
} finally {
  await browser.close();
}

async function take(browser: Browser, { name, state, size = usual, isDark, pose }: Picture): Promise<void> {
  const colorScheme = isDark ? 'dark' : 'light';
  const context = await browser.newContext({ viewport: size, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await hosts.arrive(page, stateOf(state));
  await pose?.(page);
  await settle(page);
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  await context.close();
  const bytes = statSync(path).size;
  if (bytes > largest) throw new Error(`${path} has ${bytes} bytes; no picture may have more than ${largest}`);
  console.log(`${path} ${Math.round(bytes / 1000)} kB`);
}

function stateOf(name: string): ScreenState {
  const found = screenStates.find(candidate => candidate.name === name);
  if (!found) throw new Error(`There is no state ${name}`);
  return found;
}

// Only what runs has a speed.
async function runningFirst(page: Page): Promise<void> {
  await page.getByRole('columnheader', { name: 'Events/s' }).getByRole('button').click();
}

// A picture is taken of a page that has stopped changing its layout: two frames that are alike.
async function settle(page: Page): Promise<void> {
  let before: Buffer | undefined;
  for (let tries = 0; tries < 10; tries++) {
    const now = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    if (before?.equals(now)) return;
    before = now;
  }
}
