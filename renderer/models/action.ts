import type { AnyFailure } from '../../contract/failure.ts';
import { Model } from '../client/model.ts';
import { asFailure } from '../words/describe-failure.ts';

/** Something a person asked for with a button: whether it is under way, and how it failed. */
export class Action extends Model<{ readonly isBusy: boolean; readonly failure: AnyFailure | undefined }> {
  constructor() {
    super({ isBusy: false, failure: undefined });
  }

  /** Does it; a second press while it is under way does nothing. Tells whether it succeeded. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.read().isBusy) return false;
    this.change({ isBusy: true, failure: undefined });
    try {
      await work();
      this.change({ isBusy: false });
      return true;
    } catch (error) {
      this.change({ isBusy: false, failure: asFailure(error) });
      return false;
    }
  }

  readonly dismiss = (): void => this.change({ failure: undefined });
}
