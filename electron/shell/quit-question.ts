import type { Campaign } from '../../contract/campaigns.ts';
import { localClusterId } from '../../contract/clusters.ts';
import { formatCounted } from '../../renderer/words/format-number.ts';

/** What to ask before quitting. */
export interface QuitQuestion {
  readonly message: string;
  readonly detail: string;
}

const working: ReadonlySet<Campaign['phase']> = new Set(['preparing', 'building', 'expanding', 'running', 'pausing']);

/**
 * What to ask before quitting, if anything: quitting ends what goes on on this computer, unless another process holds it. Campaigns on swarms go on without us,
 * and a paused one waits as well in the history.
 */
export function quitQuestion(campaigns: Iterable<Campaign>, isOwner: boolean): QuitQuestion | undefined {
  if (!isOwner) return undefined;
  const local = [...campaigns].filter(one => one.request.clusterId === localClusterId);
  const ended = local.filter(one => working.has(one.phase) || (one.counts.running ?? 0) > 0);
  if (ended.length === 0) return undefined;
  const runs = ended.reduce((sum, one) => sum + (one.counts.running ?? 0), 0);
  const what = runs > 0 ? `${formatCounted(runs, 'run')} of ${nameAll(ended)}` : nameAll(ended);
  return {
    message: runs > 0 ? `Quit and end ${formatCounted(runs, 'run')}?` : `Quit and interrupt ${nameAll(ended)}?`,
    detail: `${what} would be interrupted. What has finished is kept, and “Run missing” does the rest another time.`,
  };
}

function nameAll(campaigns: readonly Campaign[]): string {
  const [first, second] = campaigns;
  if (!second) return `“${first?.name}”`;
  return formatCounted(campaigns.length, 'campaign');
}
