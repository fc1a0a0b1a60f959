import { type AnyRouter, implement, ORPCError } from '@orpc/server';
import { Failure, toFailureRecord } from '../../contract/failure.ts';
import { contract } from '../../contract/index.ts';
import type { Services } from '../services/services.ts';

/** Gets what no service meant to throw: bugs, for the log. */
export type ReportBug = (error: unknown, question: string) => void;

type Handler = (input: unknown, signal: AbortSignal) => AsyncIterable<unknown> | Promise<unknown>;

/**
 * Makes of the services what a pipe can carry: inputs and outputs are validated, failures cross as their codes, watches end at this side when whoever asked
 * leaves at the other.
 */
export function createRouter(services: Services, reportBug: ReportBug): AnyRouter {
  const nouns = Object.keys(contract) as Array<keyof typeof contract>;
  return Object.fromEntries(nouns.map(noun => [noun, carryNoun(noun, services[noun], reportBug)]));
}

function carryNoun(noun: keyof typeof contract, service: object, reportBug: ReportBug): AnyRouter {
  const handlers = service as Readonly<Record<string, Handler>>;
  return Object.fromEntries(
    Object.entries(contract[noun]).map(([name, procedure]) => {
      const handle = handlers[name];
      if (!handle) throw new Error(`The service ${noun} does not answer ${name}`);
      return [name, carry(procedure, handle, error => reportBug(error, `${noun}.${name}`))];
    }),
  );
}

function carry(procedure: (typeof contract)['health']['about'], handle: Handler, report: (error: unknown) => void) {
  const translate = (error: unknown, signal: AbortSignal) => {
    if (!(error instanceof Failure) && !signal.aborted) report(error);
    return toWireError(error);
  };
  // The loop above has lost which procedure this is; the contract's own schemas check what goes in and comes out.
  return implement(procedure).handler((async ({ input, signal = new AbortController().signal }) => {
    try {
      const answer = handle(input, signal);
      if (!isAsyncIterable(answer)) return await answer;
      return translated(answer, error => translate(error, signal));
    } catch (error) {
      throw translate(error, signal);
    }
  }) as Parameters<ReturnType<typeof implement<typeof procedure>>['handler']>[0]);
}

function isAsyncIterable(answer: object): answer is AsyncIterable<unknown> {
  return Symbol.asyncIterator in answer;
}

async function* translated(answer: AsyncIterable<unknown>, translate: (error: unknown) => Error) {
  try {
    yield* answer;
  } catch (error) {
    throw translate(error);
  }
}

function toWireError(error: unknown): Error {
  const { code, details, causes } = toFailureRecord(error);
  return new ORPCError(code, { data: { details, causes }, message: code });
}
