import type { ContractProcedure, ErrorMap, InferSchemaInput, InferSchemaOutput, Meta } from '@orpc/contract';
import type { Contract } from './index.ts';

type Answer<O> = O extends AsyncIterator<infer Item, unknown, unknown> ? AsyncIterable<Item> : Promise<O>;

type Procedure<P, Signal> =
  P extends ContractProcedure<infer I, infer O, infer _Errors extends ErrorMap, infer _Meta extends Meta>
    ? (input: InferSchemaOutput<I>, signal: Signal) => Answer<InferSchemaInput<O>>
    : never;

type Question<P, Signal> =
  P extends ContractProcedure<infer I, infer O, infer _Errors extends ErrorMap, infer _Meta extends Meta>
    ? (input: InferSchemaInput<I>, signal?: Signal) => Answer<InferSchemaOutput<O>>
    : never;

/**
 * One noun of the contract as plain functions: `call`s give a promise, `watch`es an async iterable. `Signal` is the runtime's AbortSignal, which this folder
 * does not know.
 */
export type ServiceOf<Noun, Signal> = { readonly [Name in keyof Noun]: Procedure<Noun[Name], Signal> };

/** The same questions as whoever asks sees them: inputs before defaults are filled in, a signal only where it is needed. */
export type ClientOf<Signal> = {
  readonly [Noun in keyof Contract]: {
    readonly [Name in keyof Contract[Noun]]: Question<Contract[Noun][Name], Signal>;
  };
};
