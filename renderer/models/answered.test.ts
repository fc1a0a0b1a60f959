import { describe, expect, it } from 'vitest';
import { Failure } from '../../contract/failure.ts';
import { Action } from './action.ts';
import { Answered } from './answered.ts';
import { createTestLine, settle } from './test-line.ts';

/** A question whose answers a test gives when it likes. */
function createDelayed() {
  const asked: Array<{
    question: string;
    signal: AbortSignal;
    answer(text: string): void;
    fail(error: unknown): void;
  }> = [];
  const model = new Answered<string, string>(
    createTestLine({}),
    (_client, question, signal) =>
      new Promise((answer, fail) => {
        asked.push({ question, signal, answer, fail });
      }),
  );
  return { asked, model };
}

describe('a question asked again and again', () => {
  it('keeps the latest answer in sight while another is waited for', async () => {
    const { asked, model } = createDelayed();
    void model.ask('a');
    await settle();
    asked[0]!.answer('A');
    await settle();
    void model.ask('b');
    await settle();
    expect(model.read()).toMatchObject({ phase: 'asking', answer: 'A' });
  });

  it('takes only the answer to the latest question, and cancels the others', async () => {
    const { asked, model } = createDelayed();
    void model.ask('a');
    await settle();
    void model.ask('ab');
    await settle();
    expect(asked[0]!.signal.aborted).toBe(true);
    asked[1]!.answer('AB');
    asked[0]!.answer('A');
    await settle();
    expect(model.read()).toMatchObject({ phase: 'answered', answer: 'AB' });
  });

  it('tells how it failed, and asks the same again', async () => {
    const { asked, model } = createDelayed();
    void model.ask('a');
    await settle();
    asked[0]!.fail(new Failure('campaign.empty', { configuration: 'Quick' }));
    await settle();
    expect(model.read()).toMatchObject({ phase: 'failed', answer: undefined, failure: { code: 'campaign.empty' } });
    model.retry();
    await settle();
    expect(asked[1]!.question).toBe('a');
  });
});

describe('an action', () => {
  it('is done once however often its button is pressed, and tells how it failed', async () => {
    const action = new Action();
    let times = 0;
    const work = async () => {
      times++;
      await settle(5);
      throw new Failure('campaign.ended', { campaignId: 'x' });
    };
    const [first, second] = await Promise.all([action.run(work), action.run(work)]);
    expect([first, second, times]).toEqual([false, false, 1]);
    expect(action.read()).toMatchObject({ isBusy: false, failure: { code: 'campaign.ended' } });
    action.dismiss();
    expect(action.read().failure).toBeUndefined();
  });
});
