import type { AnyContractProcedure } from '@orpc/contract';
import { z } from 'zod';
import { Failure } from '../../contract/failure.ts';
import { contract } from '../../contract/index.ts';
import type { ClientOf } from '../../contract/services.ts';
import type { Services } from '../services/services.ts';

type Handler = (input: unknown, signal: AbortSignal) => unknown;

/** Asks services in the same process: questions are validated and their defaults filled in, nothing is carried anywhere. */
export function createMemoryClient(services: Services): ClientOf<AbortSignal> {
  return Object.fromEntries(
    Object.entries(contract).map(([noun, procedures]) => [
      noun,
      Object.fromEntries(
        Object.entries(procedures).map(([name, procedure]) => {
          const service = services[noun as keyof Services] as unknown as Readonly<Record<string, Handler>>;
          return [name, askDirectly(procedure, service[name] as Handler)];
        }),
      ),
    ]),
  ) as unknown as ClientOf<AbortSignal>;
}

function askDirectly(procedure: AnyContractProcedure, handle: Handler) {
  const schema = procedure['~orpc'].inputSchema as z.ZodType;
  return (input: unknown, signal = new AbortController().signal) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw new Failure('request.invalid', { problem: z.prettifyError(parsed.error) }, parsed.error);
    return handle(parsed.data, signal);
  };
}
