import { expect, type Locator, type Page } from '@playwright/test';
import { projectFolder } from './scripted/campaigns-data.ts';
import type { ScriptedOptions } from './scripted-services.ts';

/** A screen in one of the situations it can be in, and how a person gets there. */
export interface ScreenState {
  /** Tells it from all others; also the name of its picture. */
  readonly name: string;
  /** What the application behind the page is like. */
  readonly services: ScriptedOptions;
  readonly path: string;
  /** What a person does after opening the address. */
  readonly reach?: (page: Page) => Promise<void>;
  /** What is there when the screen is complete. */
  readonly shown: (page: Page) => Locator;
  /** Whether the page comes without its token. */
  readonly isStranger?: boolean;
}

type Reached = Pick<ScreenState, 'shown' | 'reach' | 'isStranger'>;

const livedIn: ScriptedOptions = { scenario: 'lived-in' };
const empty: ScriptedOptions = { scenario: 'empty' };
const swarms: ScriptedOptions = { scenario: 'swarms' };
const huge: ScriptedOptions = { scenario: 'huge', playing: true, changes: 4 };
const form = `/new?folder=${encodeURIComponent(projectFolder)}`;
const folder = `/results?path=${encodeURIComponent(`${projectFolder}/results`)}`;

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { level: 1, name });
const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name });
const press = (name: string | RegExp) => (page: Page) => button(name)(page).first().click();
const dialog = (page: Page) => page.getByRole('dialog');
const runs = (page: Page) => page.getByRole('grid', { name: 'Runs', exact: true }).getByRole('row').nth(3);
const drawer = (page: Page) => page.getByRole('complementary', { name: 'Run' }).getByText('Attempt').first();
const alert = (page: Page) => page.getByRole('alert').first();
const loading = (page: Page) => page.getByRole('status', { name: /^Loading/ }).first();
const scalars = (page: Page) =>
  page
    .getByRole('img', { name: /lines?, values from/ })
    .locator('svg')
    .first();
const vectors = (page: Page) => page.locator('canvas').first();
const histograms = (page: Page) => page.getByRole('main').locator('svg.recharts-surface').first();
const files = (page: Page) => page.getByRole('grid', { name: 'Result files' }).getByRole('row').nth(3);
const points = (page: Page) => page.getByRole('grid', { name: 'Points of the parameter space' });
const heat = (page: Page) => page.getByRole('gridcell', { name: /\(3 runs\)/ }).first();
const monitor = (page: Page) => page.getByRole('link', { name: 'Open in the window' });

function state(
  name: string,
  services: ScriptedOptions,
  path: string,
  shown: ScreenState['shown'],
  more: Partial<Reached> = {},
): ScreenState {
  return { name, services, path, shown, ...more };
}

// A page that is only just there may not listen yet; a person would press again.
function pressUntil(key: string) {
  return (page: Page) =>
    expect(async () => {
      await page.keyboard.press(key);
      await expect(dialog(page)).toBeVisible({ timeout: 1000 });
    }).toPass();
}

async function type(page: Page, field: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: field }).fill(text);
}

const atFirst: readonly ScreenState[] = [
  state('welcome', empty, '/', heading('Welcome to simswarm')),
  state('results-empty', empty, '/results', page => page.getByText('No campaign has results yet')),
  state('clusters-empty', empty, '/clusters', page => page.getByText('This computer').first()),
  state('new-empty', empty, '/new', button('Browse…')),
  state('refused', empty, '/', heading('This page has no key to simswarm'), { isStranger: true }),
];

const ways = ['/', '/results', '/clusters', '/settings', '/campaigns/any', '/monitor/any', '/new', form] as const;

function nameOf(path: string): string {
  if (path === '/') return 'campaigns';
  if (path === form) return 'new-campaign';
  return path.slice(1).replace('/any', '').replace('campaigns', 'campaign');
}

const onTheWay = ways.map(path => state(`loading-${nameOf(path)}`, { scenario: 'loading' }, path, loading));
const broken = ways.map(path => state(`failed-${nameOf(path)}`, { scenario: 'failed' }, path, alert));

const newCampaign: readonly ScreenState[] = [
  state('new-project', livedIn, '/new', button('Browse…')),
  state('new-folder-dialog', livedIn, '/new', page => dialog(page).getByText('models'), { reach: press('Browse…') }),
  state('new-nowhere', livedIn, '/new?folder=/nowhere', alert),
  state('new-campaign', livedIn, `${form}&configuration=Quick`, button('Run 36 runs')),
  state('new-filtered', livedIn, `${form}&configuration=Quick`, button('Run 3 runs'), {
    reach: page => type(page, 'Run filter', '$serviceTime == 0.2 && $repetition == 0'),
  }),
  state('new-filter-wrong', livedIn, `${form}&configuration=Quick`, alert, {
    reach: page => type(page, 'Run filter', '$nothing =='),
  }),
  state('new-findings', livedIn, `${form}&configuration=Endless`, page => page.getByText('Nothing ends these runs')),
  state('new-compiling', { ...livedIn, built: false, keepsCompiling: true }, `${form}&configuration=Quick`, page =>
    page.getByRole('progressbar', { name: 'Compiling' }),
  ),
  state('new-build-failed', { ...livedIn, built: false, buildFails: true }, `${form}&configuration=Quick`, alert),
  state('new-huge', huge, `${form}&configuration=ManyRuns`, button('Run 10,000 runs')),
];

const campaign: readonly ScreenState[] = [
  state('campaigns', livedIn, '/', page => page.getByRole('row').nth(5)),
  state('campaign-live', livedIn, '/campaigns/under-way', runs),
  state('campaign-map-table', livedIn, '/campaigns/under-way', points, {
    reach: page => page.getByText('Table', { exact: true }).first().click(),
  }),
  state('campaign-map-values', livedIn, '/campaigns/ended', heat, {
    reach: async page => {
      await page.getByRole('combobox', { name: 'What the cells show' }).click();
      await page.getByRole('option', { name: /^throughput/ }).click();
    },
  }),
  state('campaign-selection', livedIn, '/campaigns/paused', button('Clear selection'), {
    reach: async page => {
      await runs(page).click();
      for (const key of [' ', 'ArrowDown', ' ', 'ArrowDown', ' ']) await page.keyboard.press(key);
    },
  }),
  state('campaign-paused', livedIn, '/campaigns/paused', runs),
  state('campaign-building', livedIn, '/campaigns/building', page => page.getByText('Compiling').first()),
  state('campaign-build-failed', livedIn, '/campaigns/build-failed', alert),
  state('campaign-interrupted', livedIn, '/campaigns/interrupted', runs),
  state('campaign-ended', livedIn, '/campaigns/ended', runs),
  state('campaign-unknown', livedIn, '/campaigns/never', alert),
  state('campaign-build', livedIn, '/campaigns/under-way/build', page => page.getByText('part-30').first()),
  state('campaign-failures', livedIn, '/campaigns/ended-badly/failures', page => button(/^Retry \d/)(page).first()),
  state('campaign-failures-none', livedIn, '/campaigns/ended/failures', page => page.getByText('No run has failed')),
  state('campaign-huge', huge, '/campaigns/huge', runs),
  state('campaign-more', livedIn, '/campaigns/ended', page => page.getByRole('menuitem', { name: 'Delete…' }), {
    reach: press('More'),
  }),
  state('dialog-cancel', livedIn, '/campaigns/under-way', dialog, { reach: press('Cancel…') }),
  state('dialog-missing', livedIn, '/campaigns/ended-badly', dialog, { reach: press('Run missing…') }),
  state('dialog-delete', livedIn, '/campaigns/ended-badly', dialog, {
    reach: async page => {
      await press('More')(page);
      await page.getByRole('menuitem', { name: 'Delete…' }).click();
    },
  }),
];

const badRun = '/campaigns/ended-badly/runs/ended-badly-39';
const part = (name: string) => (page: Page) => page.getByText(name, { exact: true }).last().click();

const run: readonly ScreenState[] = [
  state('run', livedIn, '/campaigns/ended/runs/ended-4', drawer),
  state('run-failed', livedIn, badRun, drawer),
  state('run-waiting', livedIn, '/campaigns/under-way/runs/under-way-500', page =>
    page.getByRole('complementary', { name: 'Run' }).getByRole('heading', { name: 'Run 500' }),
  ),
  state('run-log', livedIn, badRun, page => page.getByText('<!> Error').first(), { reach: part('Log') }),
  state('run-files', livedIn, '/campaigns/ended/runs/ended-4', page => page.getByText('.vci').first(), {
    reach: part('Files'),
  }),
  state('run-configuration', livedIn, badRun, page => page.getByText('warmup-period'), {
    reach: part('Configuration'),
  }),
  state('run-unknown', livedIn, '/campaigns/ended/runs/never', alert),
  state('run-huge', huge, '/campaigns/huge/runs/huge-4000', drawer),
];

const results: readonly ScreenState[] = [
  state('results', livedIn, '/results', page => page.getByRole('list', { name: 'Campaigns with results' })),
  state('results-folder', livedIn, folder, scalars),
  state('scalars', livedIn, '/campaigns/ended/results', scalars),
  state('scalars-huge', huge, '/campaigns/huge/results', scalars),
  state('vectors', livedIn, '/campaigns/ended/results?view=vectors', vectors),
  state('vectors-huge', huge, '/campaigns/huge/results?view=vectors', vectors),
  state('histograms', livedIn, '/campaigns/ended/results?view=histograms', histograms),
  state('histograms-huge', huge, '/campaigns/huge/results?view=histograms', histograms),
  state('files', livedIn, '/campaigns/ended/results?view=files', files),
  state('files-huge', huge, '/campaigns/huge/results?view=files', files),
  state('saved-charts', livedIn, '/campaigns/ended/results?view=charts', page => page.getByText('Queue length over')),
  state('dialog-save-chart', livedIn, '/campaigns/ended/results', dialog, { reach: press('Save chart…') }),
  state('dialog-export', livedIn, '/campaigns/ended/results', dialog, {
    reach: async page => {
      await press('Export')(page);
      await page.getByRole('menuitem', { name: 'Write to a file…' }).click();
    },
  }),
];

const others: readonly ScreenState[] = [
  state('monitor', livedIn, '/monitor/under-way', monitor),
  state('monitor-paused', livedIn, '/monitor/paused', monitor),
  state('monitor-ended', livedIn, '/monitor/ended-badly', monitor),
  state('monitor-huge', huge, '/monitor/huge', monitor),
  state('clusters', livedIn, '/clusters', page => page.getByText('Cluster on the third floor')),
  state('campaign-on-swarm', swarms, '/campaigns/on-lab', runs),
  state('campaign-out-of-reach', swarms, '/campaigns/out-of-reach', runs),
  state('settings', livedIn, '/settings', page => page.getByText('/home/ada/.local/share/simswarm').first()),
  state('help', livedIn, '/help', heading('Help')),
  state('not-found', livedIn, '/nowhere/at/all', page => page.getByText('There is nothing at this address')),
  state('palette', livedIn, '/', page => page.getByRole('option').nth(8), {
    reach: pressUntil('Control+k'),
  }),
  state('shortcuts', livedIn, '/', dialog, { reach: pressUntil('?') }),
];

const swarm = (name: string, path: string, shown: ScreenState['shown']) =>
  state(`swarm-${name}`, swarms, `/clusters/${path}`, shown);
const says = (text: string | RegExp) => (page: Page) => page.getByRole('main').getByText(text).first();

const ofSwarms: readonly ScreenState[] = [
  state('swarms', swarms, '/clusters', says('Cluster in the basement')),
  state('dialog-add-swarm', swarms, '/clusters', dialog, { reach: press('Add a swarm') }),
  swarm('nodes', 'lab/nodes', says('noether')),
  swarm('services', 'lab/services', says('visualizer')),
  swarm('log', 'lab/services/builder', says('builder line 59')),
  swarm('tasks', 'lab/tasks', page => page.getByRole('row').nth(5)),
  swarm('disk', 'lab/disk', page => page.getByRole('row').nth(2)),
  swarm('stack', 'lab/stack', button(/^Upgrade/)),
  swarm('fresh', 'fresh', heading('Old workstation')),
  swarm('deploying', 'deploying', page => page.getByRole('progressbar').first()),
  swarm('limping', 'limping/services', heading('Cluster in the basement')),
  swarm('lost', 'lost', alert),
  swarm('failed', 'failed', alert),
];

/** Every screen in every situation worth a look. */
export const screenStates: readonly ScreenState[] = [
  ...atFirst,
  ...onTheWay,
  ...broken,
  ...newCampaign,
  ...campaign,
  ...run,
  ...results,
  ...others,
  ...ofSwarms,
];
