import type { CampaignRequest } from '../../../contract/campaigns.ts';
import { type Cluster, localClusterId } from '../../../contract/clusters.ts';
import type { Expansion, ExpansionRequest, Finding, Project } from '../../../contract/projects.ts';
import { askSafely } from '../../client/follow.ts';
import { Model } from '../../client/model.ts';
import { Action } from '../action.ts';
import { Answered } from '../answered.ts';
import type { App } from '../app.ts';
import { Build } from './build.ts';
import {
  type ChosenConfiguration,
  type Draft,
  emptyDraft,
  findConfiguration,
  recallDraft,
  rememberDraft,
  suggestConfiguration,
} from './draft.ts';
import { choosePilotRuns } from './forecast.ts';
import { Forecasting } from './forecasting.ts';
import { Pilot } from './pilot.ts';

// Typing is not interrupted by questions: they are asked when it rests for a moment.
const restAfterTyping = 250;

interface State {
  readonly folder: string | undefined;
  readonly draft: Draft;
  readonly chosen: ChosenConfiguration | undefined;
}

/** What an address may already choose. */
export interface Preset {
  readonly iniFile?: string | undefined;
  readonly configuration?: string | undefined;
  readonly runFilter?: string | undefined;
  readonly clusterId?: string | undefined;
}

type Preflight = ExpansionRequest & { limitsSeconds?: number | undefined };

/** A campaign in the making: the choices, and what they would mean. */
export class NewCampaign extends Model<State> {
  readonly project: Answered<{ folder: string }, Project>;
  readonly expansion: Answered<ExpansionRequest, Expansion>;
  readonly findings: Answered<Preflight, Finding[]>;
  readonly build: Build;
  readonly forecasting: Forecasting;
  readonly pilot: Pilot;
  readonly submitting = new Action();
  readonly #app: App;
  #preset: Preset;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #stops: Array<() => void> = [];
  #leaving = new AbortController();
  #hasCompiled = false;

  constructor(app: App, folder: string | undefined, preset: Preset = {}) {
    super({ folder, draft: emptyDraft, chosen: undefined });
    const line = app.connection;
    this.#app = app;
    this.#preset = preset;
    this.project = new Answered(line, (client, question, signal) => client.projects.read(question, signal));
    this.expansion = new Answered(line, (client, question, signal) => client.projects.expand(question, signal));
    this.findings = new Answered(line, (client, question, signal) => client.projects.preflight(question, signal));
    this.build = new Build(line);
    this.forecasting = new Forecasting(line, app.campaigns);
    this.pilot = new Pilot(line);
  }

  open(): void {
    this.#leaving = new AbortController();
    this.#stops = [
      this.project.subscribe(() => this.#takeProject()),
      this.expansion.subscribe(() => this.#askForecast()),
      this.expansion.subscribe(() => void this.#compileIfUsual()),
      this.#app.campaigns.subscribe(() => this.#askForecastOnce()),
      this.pilot.subscribe(() => this.#takePilot()),
    ];
    this.reload();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#leaving.abort();
    clearTimeout(this.#resting);
    for (const model of [this.project, this.expansion, this.findings, this.forecasting]) model.cancel();
    this.build.cancel();
    this.pilot.leave();
  }

  /** Reads the project anew, e.g. after its ini file was edited. */
  readonly reload = (): void => {
    const { folder } = this.read();
    if (folder !== undefined) void this.project.ask({ folder });
  };

  readonly choose = (chosen: ChosenConfiguration): void => {
    const { draft } = this.read();
    const { name } = chosen.configuration;
    // A filter speaks of one configuration's variables.
    const runFilter = name === draft.configuration ? draft.runFilter : '';
    this.change({ chosen, draft: { ...draft, iniFile: chosen.iniFile, configuration: name, runFilter } });
    this.expansion.reset();
    this.#askNow();
  };

  readonly set = (part: Partial<Draft>): void => {
    this.change({ draft: { ...this.read().draft, ...part } });
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#askNow(), restAfterTyping);
  };

  /** Adds a `--key=value`, in the place of one with the same key. */
  readonly addOption = (option: string): void => {
    const key = option.slice(0, option.indexOf('='));
    const others = this.read().draft.options.filter(other => !other.startsWith(`${key}=`));
    this.set({ options: [...others, option] });
  };

  readonly removeOption = (option: string): void => {
    this.set({ options: this.read().draft.options.filter(other => other !== option) });
  };

  /** Compiles the project, then asks for its runs. */
  readonly compile = async (): Promise<void> => {
    const { folder, draft } = this.read();
    if (folder !== undefined && (await this.build.start(folder, draft.mode))) this.#askNow();
  };

  /** Runs a few of the runs now, to tell how long all of them take; their results count later. */
  readonly runPilot = async (): Promise<void> => {
    const request = this.request();
    const { answer } = this.expansion.read();
    if (request && answer) await this.pilot.start({ ...request, runFilter: choosePilotRuns(answer).join(',') });
  };

  /** Submits; gives the campaign's id, or undefined when it failed (which `submitting` tells). */
  async submit(): Promise<string | undefined> {
    const request = this.request();
    if (!request) return undefined;
    let id: string | undefined;
    await this.submitting.run(async () => {
      id = (await this.#app.connection.client.campaigns.submit(request)).campaignId;
    });
    return id;
  }

  /** The choices as a request; undefined while something is still to be chosen. */
  request(): CampaignRequest | undefined {
    const { folder, draft, chosen } = this.read();
    if (folder === undefined || !chosen) return undefined;
    const { runFilter, clusterId, ...rest } = draft;
    const filter = runFilter.trim();
    return {
      ...rest,
      folder,
      clusterId: clusterId as CampaignRequest['clusterId'],
      ...(filter && { runFilter: filter }),
    };
  }

  #takeProject(): void {
    const { phase, answer } = this.project.read();
    const { folder } = this.read();
    if (phase !== 'answered' || !answer || folder === undefined) return;
    const draft = { ...(recallDraft(folder) ?? emptyDraft), ...withoutUndefined(this.#preset) };
    this.#preset = {};
    const present = this.read().chosen ? this.read().draft : draft;
    const chosen = findConfiguration(answer, present) ?? suggestConfiguration(answer);
    if (!chosen) {
      this.change({ chosen: undefined });
      return;
    }
    const name = chosen.configuration.name;
    const runFilter = name === present.configuration ? present.runFilter : '';
    const clusterId = this.#knows(present.clusterId) ? present.clusterId : localClusterId;
    this.change({ chosen, draft: { ...present, iniFile: chosen.iniFile, configuration: name, runFilter, clusterId } });
    this.#askNow();
  }

  // Compiling somebody's large project uncalled for would be a surprise; one that was run before, or the example, would not.
  async #compileIfUsual(): Promise<void> {
    const { folder } = this.read();
    if (this.#hasCompiled || this.expansion.read().failure?.code !== 'project.not-built' || folder === undefined)
      return;
    this.#hasCompiled = true;
    const leaving = this.#leaving.signal;
    const recent = await askSafely(
      this.#app.connection,
      (client, signal) => client.projects.recent({}, signal),
      leaving,
    ).catch(() => undefined);
    // Without an answer nobody is surprised: the button to compile is there.
    if (!recent || leaving.aborted) return;
    const campaigns = [...(this.#app.campaigns.value?.values() ?? [])];
    const isUsual = recent.example === folder || campaigns.some(({ request }) => request.folder === folder);
    if (isUsual) await this.compile();
  }

  #knows(clusterId: string): boolean {
    return this.#app.clusters.value?.has(clusterId) ?? true;
  }

  #askNow(): void {
    clearTimeout(this.#resting);
    const request = this.request();
    const { folder, draft } = this.read();
    if (!request || folder === undefined) return;
    rememberDraft(folder, draft);
    const { wallSeconds } = request.limits;
    void this.expansion.ask(request);
    void this.findings.ask({ ...request, ...(wallSeconds !== undefined && { limitsSeconds: wallSeconds }) });
  }

  #askForecast(): void {
    const { phase, answer } = this.expansion.read();
    const { folder, draft } = this.read();
    if (phase !== 'answered' || !answer || folder === undefined) {
      this.forecasting.clear();
      return;
    }
    const slots = this.#slotsOf(draft.clusterId);
    void this.forecasting.ask({ ...draft, folder, expansion: answer, slots });
  }

  // The list of campaigns changes often; only while nothing is known yet can it tell something new.
  #askForecastOnce(): void {
    if (this.forecasting.read().forecast === undefined) this.#askForecast();
  }

  // What a pilot found out counts when all of it has ended; the list of campaigns tells that in its own time.
  #takePilot(): void {
    if (this.pilot.read().phase !== 'done') return;
    const stop = this.#app.campaigns.subscribe(() => {
      stop();
      this.#askForecast();
    });
    this.#stops.push(stop);
    this.#askForecast();
  }

  #slotsOf(clusterId: string): number {
    const cluster: Cluster | undefined = this.#app.clusters.value?.get(clusterId);
    return cluster?.slots.total ?? 1;
  }
}

function withoutUndefined(preset: Preset): Partial<Draft> {
  return Object.fromEntries(Object.entries(preset).filter(([, value]) => value !== undefined));
}
