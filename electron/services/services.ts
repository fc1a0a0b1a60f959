import type { ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract';
import type { Contract } from '../../contract/index.ts';

type Answer<O> = O extends AsyncIterator<infer Item, unknown, unknown> ? AsyncIterable<Item> : Promise<O>;

// biome-ignore lint/suspicious/noExplicitAny: any error map and meta will do to find a procedure's input and output
type Procedure<P> =
  P extends ContractProcedure<infer I, infer O, any, any>
    ? (input: InferSchemaOutput<I>, signal: AbortSignal) => Answer<InferSchemaInput<O>>
    : never;

/** One noun of the contract as plain functions: `call`s give a promise, `watch`es an async iterable. */
export type Service<Noun> = { readonly [Name in keyof Noun]: Procedure<Noun[Name]> };

/** All services: what a host offers over its pipe. */
export type Services = { readonly [Noun in keyof Contract]: Service<Contract[Noun]> };
