import type { CampaignId, RunId, RunState } from '../../contract/runs.ts';

/** A file of a campaign, as its history knows it. */
export interface CampaignFile {
  /** Relative to the campaign's folder, with slashes. */
  readonly path: string;
  readonly runId?: RunId | undefined;
  readonly runState?: RunState | undefined;
}

/** Where a campaign's results are. */
export interface LocatedCampaign {
  /** Absolute: the project's root. */
  readonly folder: string;
  readonly files: readonly CampaignFile[];
  /** What people call it. */
  readonly label: string;
}

/** Looks a campaign up in the history; fails with `request.not-found`. */
export type LocateCampaign = (campaignId: CampaignId, signal: AbortSignal) => Promise<LocatedCampaign>;
