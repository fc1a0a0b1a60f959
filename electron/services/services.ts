import type { ContractProcedure, ErrorMap, InferSchemaInput, InferSchemaOutput, Meta } from '@orpc/contract';
import type { Contract } from '../../contract/index.ts';

type Answer<O> = O extends AsyncIterator<infer Item, unknown, unknown> ? AsyncIterable<Item> : Promise<O>;

type Procedure<P> =
  P extends ContractProcedure<infer I, infer O, infer _Errors extends ErrorMap, infer _Meta extends Meta>
    ? (input: InferSchemaOutput<I>, signal: AbortSignal) => Answer<InferSchemaInput<O>>
    : never;

/** One noun of the contract as plain functions: `call`s give a promise, `watch`es an async iterable. */
export type Service<Noun> = { readonly [Name in keyof Noun]: Procedure<Noun[Name]> };

/** All services: what a host offers over its pipe. */
export type Services = { readonly [Noun in keyof Contract]: Service<Contract[Noun]> };
