import { createContext, use } from 'react';
import type { App } from '../models/app.ts';

const AppContext = createContext<App | undefined>(undefined);

/** Gives every view below the application's models. */
export const AppProvider = AppContext.Provider;

/** The application's models. */
export function useApp(): App {
  const app = use(AppContext);
  if (!app) throw new Error('There is no application around this view');
  return app;
}
