import type { Line } from '../client/follow.ts';
import { Answered } from './answered.ts';

/** Folders used before, the example, and where the home folder is. */
export interface RecentProjects {
  readonly folders: ReadonlyArray<{ folder: string; name: string; lastUsed: number }>;
  readonly example?: string | undefined;
  readonly home: string;
}

/** Asks for the projects that were used before. */
export function watchRecentProjects(line: Line): Answered<Record<never, never>, RecentProjects> {
  return new Answered<Record<never, never>, RecentProjects>(line, (client, _question, signal) =>
    client.projects.recent({}, signal),
  );
}
