import { type AnyFailure, Failure } from '../../contract/failure.ts';
import { assertNever } from './assert-never.ts';
import {
  describeHistory,
  describeHost,
  describeRequest,
  describeTool,
} from './failures/describe-application-failure.ts';
import {
  describeCampaign,
  describeCluster,
  describeResults,
  describeStore,
} from './failures/describe-campaign-failure.ts';
import { describeBuild, describeFile, describeProject } from './failures/describe-project-failure.ts';
import { describeDocker, describeSwarm } from './failures/describe-swarm-failure.ts';
import type { FailureWords } from './failures/failure-words.ts';

export type { FailureAction, FailureWords } from './failures/failure-words.ts';

/** Finds the words for every failure there is; a code without words does not compile. */
export function describeFailure(failure: AnyFailure): FailureWords {
  switch (failure.code) {
    case 'unexpected':
      return {
        title: 'Something went wrong inside simswarm',
        advice: `This is a fault of the application, not of your project: ${failure.details.summary}. Copy the details into a report.`,
        action: 'copy-details',
      };
    case 'request.invalid':
    case 'request.not-found':
    case 'request.unauthorised':
      return describeRequest(failure);
    case 'host.disconnected':
    case 'host.port-occupied':
    case 'host.node-too-old':
      return describeHost(failure);
    case 'tool.missing':
    case 'tool.failed':
      return describeTool(failure);
    case 'file.not-found':
    case 'file.not-readable':
    case 'file.not-writable':
    case 'file.exists':
    case 'disk.full':
      return describeFile(failure);
    case 'project.not-a-folder':
    case 'project.profile-invalid':
    case 'project.no-configurations':
    case 'project.ini-invalid':
    case 'project.moved':
    case 'project.not-built':
    case 'project.no-simulator':
    case 'project.expand-failed':
    case 'project.unknown-configuration':
      return describeProject(failure);
    case 'build.failed':
    case 'build.artifact-empty':
    case 'build.artifact-damaged':
      return describeBuild(failure);
    case 'campaign.empty':
    case 'campaign.still-running':
    case 'campaign.ended':
    case 'campaign.not-paused':
      return describeCampaign(failure);
    case 'history.corrupt':
    case 'history.newer':
    case 'history.in-use':
      return describeHistory(failure);
    case 'cluster.unreachable':
    case 'cluster.password-refused':
    case 'cluster.not-a-manager':
    case 'cluster.no-slots':
    case 'cluster.exists':
      return describeCluster(failure);
    case 'docker.unreachable':
    case 'docker.too-old':
    case 'docker.refused':
      return describeDocker(failure);
    case 'swarm.inactive':
    case 'swarm.not-a-manager':
    case 'swarm.not-home':
    case 'swarm.credentials-differ':
    case 'swarm.known':
    case 'swarm.busy':
    case 'swarm.in-use':
    case 'swarm.image-failed':
    case 'swarm.not-healthy':
    case 'swarm.source-missing':
      return describeSwarm(failure);
    case 'store.file-damaged':
      return describeStore(failure);
    case 'results.unreadable':
    case 'results.filter-invalid':
    case 'results.changed':
      return describeResults(failure);
    default:
      return assertNever(failure);
  }
}

/** Everything known about a failure as plain text: for the clipboard, a log, a report. */
export function failureDetailsText(failure: AnyFailure): string {
  const causes: string[] = [];
  for (let at = failure.cause; at instanceof Error && causes.length < 8; at = at.cause) causes.push(at.message);
  return [
    failure.code,
    JSON.stringify(failure.details, undefined, 2),
    ...causes.map(cause => `caused by: ${cause}`),
  ].join('\n');
}

/** Makes a failure of whatever was thrown, so that it can be described. */
export function asFailure(error: unknown): AnyFailure {
  if (error instanceof Failure) return error as AnyFailure;
  const summary = error instanceof Error ? error.message : String(error);
  return new Failure('unexpected', { summary }, error) as AnyFailure;
}
