import type { ClientLink } from '@orpc/client';
import { createORPCClient, ORPCError } from '@orpc/client';
import { type AnyContractProcedure, getEventIteratorSchemaDetails } from '@orpc/contract';
import { Failure, type FailureCode, failureCodes, fromFailureRecord } from '../../contract/failure.ts';
import { contract } from '../../contract/index.ts';
import type { ClientOf } from '../../contract/services.ts';

/** Everything that may be asked of simswarm, from a page or a command line. */
export type Client = ClientOf<AbortSignal>;

/** A pipe's end on this side. */
export interface Pipe {
  readonly link: ClientLink<Record<never, never>>;
  /** Whether the other end can still be reached. */
  isOpen(): boolean;
}

type Ask = (input: unknown, options: { signal?: AbortSignal }) => Promise<unknown>;

/**
 * Makes the contract's questions askable through a pipe, in the same shape the services have at the other end. Failures arrive as `Failure`; a lost pipe as
 * `host.disconnected`; leaving a watch's loop or aborting the signal ends it at the other end too.
 */
export function createClient(pipe: Pipe): Client {
  const raw = createORPCClient(pipe.link) as Readonly<Record<string, Readonly<Record<string, Ask>>>>;
  return Object.fromEntries(
    Object.entries(contract).map(([noun, procedures]) => [noun, toNoun(procedures, raw[noun] ?? {}, pipe)]),
  ) as unknown as Client;
}

function toNoun(procedures: object, asks: Readonly<Record<string, Ask>>, pipe: Pipe): object {
  return Object.fromEntries(
    Object.entries(procedures).map(([name, procedure]: [string, AnyContractProcedure]) => {
      const ask = asks[name] as Ask;
      return [name, isWatch(procedure) ? askMany(ask, pipe) : askOnce(ask, pipe)];
    }),
  );
}

/** Tells a question that keeps being answered from one with a single answer. */
export function isWatch(procedure: AnyContractProcedure): boolean {
  return getEventIteratorSchemaDetails(procedure['~orpc'].outputSchema) !== undefined;
}

function askOnce(ask: Ask, pipe: Pipe) {
  return async (input: unknown, signal?: AbortSignal) => {
    try {
      return await ask(input, signal ? { signal } : {});
    } catch (error) {
      throw toFailure(error, pipe, signal);
    }
  };
}

function askMany(ask: Ask, pipe: Pipe) {
  return async function* watch(input: unknown, signal?: AbortSignal) {
    try {
      yield* (await ask(input, signal ? { signal } : {})) as AsyncIterable<unknown>;
    } catch (error) {
      // Whoever aborted has left; for them the watch simply ends.
      if (signal?.aborted) return;
      throw toFailure(error, pipe, signal);
    }
  };
}

function toFailure(error: unknown, pipe: Pipe, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof Failure) return error;
  if (!pipe.isOpen()) return new Failure('host.disconnected', {}, error);
  if (!(error instanceof ORPCError)) return new Failure('unexpected', { summary: messageOf(error) }, error);
  const { code, data } = error as ORPCError<string, unknown>;
  if (code === 'BAD_REQUEST') return new Failure('request.invalid', { problem: describeIssues(data) }, error);
  if (!isFailureCode(code) || !isWireData(data)) return new Failure('unexpected', { summary: error.message }, error);
  return fromFailureRecord({ code, details: data.details, causes: data.causes });
}

function isFailureCode(code: string): code is FailureCode {
  return (failureCodes as readonly string[]).includes(code);
}

function isWireData(data: unknown): data is { details: Record<string, unknown>; causes: string[] } {
  return typeof data === 'object' && data !== null && 'details' in data && 'causes' in data;
}

function describeIssues(data: unknown): string {
  const issues = (data as { issues?: Array<{ message?: string; path?: unknown[] }> } | undefined)?.issues ?? [];
  return (
    issues.map(({ message = '', path = [] }) => `${path.map(String).join('.')}: ${message}`).join('; ') || 'malformed'
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
