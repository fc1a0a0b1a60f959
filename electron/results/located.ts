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
  /** Lists the files of runs that have ended, in order of their paths; asked for only when it is needed, since it may be long. */
  readonly listFiles: () => Promise<readonly CampaignFile[]>;
}

/** Looks a campaign up in the history; fails with `request.not-found`. Every question about a campaign begins with it. */
export type LocateCampaign = (campaignId: CampaignId, signal: AbortSignal) => Promise<LocatedCampaign>;
