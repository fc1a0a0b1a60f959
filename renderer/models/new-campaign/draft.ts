import { z } from 'zod';
import { RunLimits } from '../../../contract/campaigns.ts';
import { localClusterId } from '../../../contract/clusters.ts';
import { BuildMode, type Configuration, type Project } from '../../../contract/projects.ts';
import { Remembered } from '../../client/remembered.ts';

/** What a person has chosen for a campaign that is not submitted yet. */
export const Draft = z.object({
  iniFile: z.string(),
  configuration: z.string(),
  runFilter: z.string(),
  options: z.array(z.string()),
  mode: BuildMode,
  clusterId: z.string(),
  limits: RunLimits,
  reuse: z.boolean(),
  atOnce: z.number().optional(),
  priority: z.number(),
});
export type Draft = z.infer<typeof Draft>;

/** A draft in which nothing is chosen yet. */
export const emptyDraft: Draft = {
  iniFile: '',
  configuration: '',
  runFilter: '',
  options: [],
  mode: 'release',
  clusterId: localClusterId,
  limits: {},
  reuse: true,
  priority: 0,
};

const Memory = z.object({
  lastFolder: z.string().optional(),
  /** By folder, latest last. */
  drafts: z.array(z.object({ folder: z.string(), draft: Draft })),
});
const memory = new Remembered('new-campaign', Memory, { drafts: [] });
const remembersAtMost = 20;

/** The project a person chose last. */
export function lastFolder(): string | undefined {
  return memory.read().lastFolder;
}

/** What was chosen for a project the last time. */
export function recallDraft(folder: string): Draft | undefined {
  return memory.read().drafts.find(entry => entry.folder === folder)?.draft;
}

/** Keeps what is chosen for a project, for the next time. */
export function rememberDraft(folder: string, draft: Draft): void {
  const others = memory.read().drafts.filter(entry => entry.folder !== folder);
  memory.write({ lastFolder: folder, drafts: [...others, { folder, draft }].slice(-remembersAtMost) });
}

/** Forgets a project that was removed from the list. */
export function forgetDraft(folder: string): void {
  const { lastFolder: last, drafts } = memory.read();
  memory.write({
    ...(last !== undefined && last !== folder && { lastFolder: last }),
    drafts: drafts.filter(entry => entry.folder !== folder),
  });
}

/** A configuration and the ini file it stands in. */
export interface ChosenConfiguration {
  readonly iniFile: string;
  readonly configuration: Configuration;
}

/** Finds a configuration by name, in one ini file or in whichever has it. */
export function findConfiguration(
  project: Project,
  wanted: { iniFile?: string | undefined; configuration?: string | undefined },
): ChosenConfiguration | undefined {
  for (const { path, configurations } of project.iniFiles) {
    if (wanted.iniFile !== undefined && wanted.iniFile !== '' && wanted.iniFile !== path) continue;
    const configuration = configurations.find(({ name }) => name === wanted.configuration);
    if (configuration) return { iniFile: path, configuration };
  }
  return undefined;
}

/** What a newcomer most likely wants: the first configuration that is meant to be run, of the folder that was asked for. */
export function suggestConfiguration(project: Project): ChosenConfiguration | undefined {
  const near = project.iniFiles.filter(({ workingDirectory }) => workingDirectory === project.asked);
  for (const { path, configurations } of near.length > 0 ? near : project.iniFiles) {
    const runnable = configurations.filter(({ abstract }) => !abstract);
    const configuration = runnable.find(({ name }) => name !== 'General') ?? runnable[0];
    if (configuration) return { iniFile: path, configuration };
  }
  return undefined;
}
