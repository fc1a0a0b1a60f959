import type { Settings } from '../../contract/settings.ts';
import type { Line } from '../client/follow.ts';
import { Action } from './action.ts';

/** Changes settings as they are chosen: there is no button to forget. */
export class SettingsChanges {
  readonly action = new Action();
  readonly #line: Line;

  constructor(line: Line) {
    this.#line = line;
  }

  /** Changes some settings; tells whether it was done. */
  readonly set = (part: Partial<Settings>): Promise<boolean> =>
    this.action.run(() => this.#line.client.settings.change(part));
}
