import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Model } from '../client/model.ts';

/** Draws a model's state: the component is drawn anew whenever it changes. */
export function useModel<State extends object>(model: Model<State>): State {
  return useSyncExternalStore(model.subscribe, model.read);
}

/** What a model needs that does something while it is shown. */
export interface Openable {
  open(): void;
  close(): void;
}

/** Makes a model of its own for a view, opens it while the view is shown, and makes another when `key` changes. */
export function useOpened<M extends Openable>(create: () => M, key: string): M {
  // The key says what the model is about.
  const model = useMemo(create, [key]);
  useEffect(() => {
    model.open();
    return () => model.close();
  }, [model]);
  return model;
}

/** Makes something once for a view and keeps it as long as the view. */
export function useOwn<Thing>(create: () => Thing): Thing {
  return useState(create)[0];
}
