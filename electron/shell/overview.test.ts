import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../contract/campaigns.ts';
import { Failure } from '../../contract/failure.ts';
import { Settings } from '../../contract/settings.ts';
import { RowFeed } from '../services/row-feed.ts';
import { keepOpen } from './keep-open.ts';
import { createOverview, likeliestCampaign, overallProgress } from './overview.ts';
import type { ShownApplication } from './shown-application.ts';

const campaign = (id: string, change: Partial<Campaign> = {}): Campaign =>
  ({
    id,
    name: id,
    projectName: 'queueing',
    phase: 'running',
    counts: {},
    runCount: 10,
    createdAt: 1,
    ...change,
  }) as never;

/** An application whose campaigns the test changes. */
function createTestApplication(first: Campaign[]) {
  const feed = new RowFeed<Campaign>(first);
  const lost = Promise.withResolvers<void>();
  const left: string[] = [];
  async function* watchSettings(_input: object, signal?: AbortSignal) {
    yield Settings.parse({ theme: 'dark' });
    await new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(new Failure('host.disconnected', {})));
      void lost.promise.then(() => reject(new Failure('host.disconnected', {})));
    });
  }
  const application: ShownApplication = {
    client: {
      campaigns: { watch: (_input, signal = new AbortController().signal) => feed.watch(signal) },
      settings: { watch: watchSettings },
    },
    isOwner: true,
    link: '',
    lost: lost.promise,
    offer: () => undefined,
    [Symbol.asyncDispose]: async () => void left.push('closed'),
  };
  return { application, feed, left, lose: lost.resolve };
}

async function waitUntil(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries++) await setTimeout(10);
  expect(condition()).toBe(true);
}

function createListener() {
  const heard = { news: [] as string[], counts: [] as number[], themes: [] as string[] };
  const overview = createOverview({
    news: ({ title }) => heard.news.push(title),
    campaignsChanged: campaigns => heard.counts.push(campaigns.size),
    settingsChanged: ({ theme }) => heard.themes.push(theme),
  });
  return { heard, overview };
}

describe('the overview', () => {
  it('knows the campaigns and settings as they are, and tells news but nothing old', async () => {
    const { application, feed } = createTestApplication([campaign('Old', { phase: 'ended' }), campaign('Quick')]);
    const { heard, overview } = createListener();
    const controller = new AbortController();
    const following = overview.follow(application.client, controller.signal);
    await waitUntil(() => heard.counts.length === 1);
    feed.set(campaign('Quick', { phase: 'ended' }));
    await waitUntil(() => heard.news.length === 1);
    feed.remove('Old');
    await waitUntil(() => overview.campaigns.size === 1);
    expect(heard).toMatchObject({ news: ['Quick has finished'], themes: ['dark'] });
    expect(overview.settings.theme).toBe('dark');
    controller.abort(new Error('enough'));
    await following;
  });
});

describe('keeping the application open', () => {
  it('opens the next one when the one there was is gone, and closes the last when told', async () => {
    const applications = [createTestApplication([campaign('One')]), createTestApplication([])];
    const used: ShownApplication[] = [];
    const ended: string[] = [];
    const controller = new AbortController();
    const next = applications.values();
    const open = async () => next.next().value?.application ?? expect.unreachable('a third application');
    const use = (application: ShownApplication, signal: AbortSignal) => {
      used.push(application);
      signal.addEventListener('abort', () => ended.push('ended'));
    };
    const kept = keepOpen(open, use, controller.signal);
    await waitUntil(() => used.length === 1);
    applications[0]?.lose();
    await waitUntil(() => used.length === 2);
    expect([applications[0]?.left, applications[1]?.left, ended]).toEqual([['closed'], [], ['ended']]);
    controller.abort();
    await kept;
    expect([applications[1]?.left, ended]).toEqual([['closed'], ['ended', 'ended']]);
  });
});

describe('what the overview tells', () => {
  it('is how far everything that goes on is', () => {
    const half = campaign('Half', { counts: { waiting: 3, running: 2 } as never });
    const whole = campaign('Whole', { phase: 'ended' });
    expect(overallProgress([half, whole])).toBe(0.5);
    expect(overallProgress([campaign('Building', { phase: 'building', runCount: 0 })])).toBe(0);
    expect(overallProgress([whole])).toBeUndefined();
  });

  it('is whose job monitor is likely meant', () => {
    const old = campaign('Old', { createdAt: 1 });
    const ended = campaign('Ended', { createdAt: 3, phase: 'ended' });
    expect(likeliestCampaign([old, ended])).toBe(old);
    expect(likeliestCampaign([ended])).toBe(ended);
    expect(likeliestCampaign([])).toBeUndefined();
  });
});
