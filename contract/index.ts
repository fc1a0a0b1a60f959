import { campaigns } from './campaigns.ts';
import { clusters } from './clusters.ts';
import { health } from './health.ts';
import { projects } from './projects.ts';
import { results } from './results.ts';
import { runs } from './runs.ts';
import { settings } from './settings.ts';
import { swarms } from './swarms.ts';

/** Everything that may be asked of simswarm, whoever asks and wherever it runs. */
export const contract = { clusters, swarms, projects, campaigns, runs, results, settings, health };
export type Contract = typeof contract;
