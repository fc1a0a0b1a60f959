import { isPageAddress, readCampaignAddress, readMonitorAddress, readSwarmViewAddress } from './addresses.ts';

/** What becomes of a page's wish to open a window: a campaign's job monitor or a swarm's own page is shown, or the campaign in the main window; everything else is refused. */
export type OpeningDecision =
  | { readonly kind: 'monitor' | 'campaign'; readonly campaignId: string }
  | { readonly kind: 'swarm-view'; readonly clusterId: string; readonly view: string }
  | { readonly kind: 'refuse' };

/** Decides about `window.open` and links with a target. */
export function decideOpening(address: string): OpeningDecision {
  const monitored = readMonitorAddress(address);
  if (monitored !== undefined) return { kind: 'monitor', campaignId: monitored };
  const campaignId = readCampaignAddress(address);
  if (campaignId !== undefined) return { kind: 'campaign', campaignId };
  const view = readSwarmViewAddress(address);
  return view ? { kind: 'swarm-view', ...view } : { kind: 'refuse' };
}

/** Tells whether a frame may go to an address: the page stays the page, and frames in it show only pages of this computer (a swarm's, brought here). */
export function mayNavigate(address: string, isMainFrame: boolean): boolean {
  return isMainFrame ? isPageAddress(address) : isHere(address);
}

/** Tells whether something may be fetched over the network: only from this computer; nothing phones home. */
export function mayFetch(address: string): boolean {
  return isHere(address);
}

function isHere(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && ['http:', 'ws:'].includes(url.protocol) && url.hostname === '127.0.0.1';
}

/** A page's wish for something that needs permission. */
export interface PermissionWish {
  readonly permission: string;
  /** The address or origin of whoever asks. */
  readonly asker: string;
  readonly isMainFrame: boolean;
}

/**
 * Decides about permissions. Our own page may copy text (its "Copy" buttons need that) and, where the settings allow it, notify; nothing else, and nobody
 * else anything.
 */
export function mayHave({ permission, asker, isMainFrame }: PermissionWish, notifications: boolean): boolean {
  if (!isMainFrame || !isPageAddress(asker)) return false;
  return permission === 'clipboard-sanitized-write' || (permission === 'notifications' && notifications);
}
