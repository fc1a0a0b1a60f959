import { Failure } from '../../../contract/failure.ts';
import { type ItemKind, itemKinds } from '../model.ts';

/**
 * What an item's id tells: what it is called, which stays true when catalogues are built anew and folders move, and where it
 * stood, which tells items of one name apart.
 */
export interface ItemAddress {
  readonly kind: ItemKind;
  /** The simulation's run id. */
  readonly run: string;
  readonly module: string;
  readonly name: string;
  readonly place: number;
  readonly item: number;
}

/** Writes an id. */
export function toItemId({ kind, run, module, name, place, item }: ItemAddress): string {
  return [kind, run, module, name, `${place}.${item}`].map(encodeURIComponent).join('/');
}

/** Reads an id; fails with `request.not-found` when it is none of ours. */
export function fromItemId(id: string): ItemAddress {
  const [kind = '', run = '', module = '', name = '', position = '', ...rest] = decode(id);
  const [place = Number.NaN, item = Number.NaN] = position.split('.').map(Number);
  if (!isKind(kind) || rest.length > 0 || !Number.isInteger(place) || !Number.isInteger(item)) throw notFound(id);
  return { kind, run, module, name, place, item };
}

function decode(id: string): string[] {
  try {
    return id.split('/').map(decodeURIComponent);
  } catch (error) {
    throw notFound(id, error);
  }
}

function isKind(text: string): text is ItemKind {
  return (itemKinds as readonly string[]).includes(text);
}

/** No item has this id. */
export function notFound(id: string, cause?: unknown): Failure {
  return new Failure('request.not-found', { what: 'result', id }, cause);
}
