import { describe, expect, it } from 'vitest';
import type { Rows } from '../../contract/call.ts';
import type { Campaign } from '../../contract/campaigns.ts';
import { describeEvent } from '../words/describe-campaign.ts';
import { countBad, fractionDone, isLive, watchCampaigns } from './campaign-list.ts';
import { CampaignNews } from './campaign-news.ts';
import { createTestLine, Fed, settle } from './test-line.ts';

const none = { waiting: 0, running: 0, finished: 0, truncated: 0, failed: 0, cancelled: 0, interrupted: 0, reused: 0 };

function campaign(part: Partial<Campaign>): Campaign {
  return { id: 'c', name: 'Quick', phase: 'running', counts: none, runCount: 10, createdAt: 0, ...part } as Campaign;
}

async function openNews(first: Campaign) {
  const fed = new Fed<Rows<Campaign>>();
  const campaigns = watchCampaigns(createTestLine({ campaigns: { watch: () => fed.watch() } }));
  const news = new CampaignNews(campaigns);
  news.open();
  campaigns.open();
  fed.push({ kind: 'snapshot', rows: [first] });
  await settle();
  const tell = async (next: Campaign) => {
    fed.push({ kind: 'changes', changed: [next], removed: [] });
    await settle();
    return news.read().latest?.kind;
  };
  return { news, tell };
}

describe('news of campaigns', () => {
  it('are none of what was so when the page opened', async () => {
    const { news } = await openNews(campaign({ phase: 'ended' }));
    expect(news.read().latest).toBeUndefined();
  });

  it('tell that one ended, paused itself or could not run', async () => {
    expect(await (await openNews(campaign({}))).tell(campaign({ phase: 'ended' }))).toBe('ended');
    const paused = { kind: 'same-failure', count: 5, signature: 'overload' } as const;
    expect(await (await openNews(campaign({}))).tell(campaign({ phase: 'paused', paused }))).toBe('paused');
    const problem = { code: 'build.failed', details: {}, causes: [] } as const;
    expect(
      await (await openNews(campaign({ phase: 'building' }))).tell(
        campaign({ phase: 'ended', problem: { ...problem, causes: [] } }),
      ),
    ).toBe('problem');
  });

  it('are none when somebody just did it', async () => {
    expect(
      await (await openNews(campaign({}))).tell(campaign({ phase: 'paused', paused: { kind: 'asked' } })),
    ).toBeUndefined();
    expect(
      await (await openNews(campaign({ phase: 'cancelling' }))).tell(campaign({ phase: 'ended' })),
    ).toBeUndefined();
  });

  it('say how it went', () => {
    const counts = { ...none, finished: 8, failed: 2 };
    expect(describeEvent('ended', campaign({ counts }))).toEqual({
      title: 'Quick has ended',
      text: '2 runs failed, 8 runs have results.',
      isGood: false,
    });
  });
});

describe('how far a campaign is', () => {
  it('counts what has ended, however it ended', () => {
    const counts = { ...none, waiting: 3, running: 2, finished: 3, failed: 1, truncated: 1 };
    expect(fractionDone(campaign({ counts }))).toBe(0.5);
    expect(countBad(campaign({ counts }))).toBe(2);
    expect(fractionDone(campaign({ runCount: 0 }))).toBe(0);
    expect([campaign({ phase: 'paused' }), campaign({ phase: 'interrupted' })].map(isLive)).toEqual([true, false]);
  });
});
