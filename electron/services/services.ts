import type { Contract } from '../../contract/index.ts';
import type { ServiceOf } from '../../contract/services.ts';

/** One noun of the contract as plain functions. */
export type Service<Noun> = ServiceOf<Noun, AbortSignal>;

/** All services: what a host offers over its pipe. */
export type Services = { readonly [Noun in keyof Contract]: Service<Contract[Noun]> };
