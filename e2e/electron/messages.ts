import type { Rows } from '../../contract/call.ts';
import type { Campaign } from '../../contract/campaigns.ts';
import type { Settings } from '../../contract/settings.ts';

/** What the process with the services tells the one with the windows. */
export type FromServices =
  | { readonly kind: 'ready'; readonly link: string; readonly isOwner: boolean }
  | { readonly kind: 'answer'; readonly port: number; readonly data: string }
  | { readonly kind: 'campaigns'; readonly rows: Rows<Campaign> }
  | { readonly kind: 'settings'; readonly settings: Settings };

/** What the process with the windows tells the one with the services. */
export type ToServices =
  | { readonly kind: 'question'; readonly port: number; readonly data: string }
  | { readonly kind: 'closed'; readonly port: number };

/** What a test has the application do, and what it asks about it. */
export type Command =
  | { readonly kind: 'evaluate'; readonly window: string; readonly code: string }
  | { readonly kind: 'windows' }
  | { readonly kind: 'menu'; readonly item: string }
  | { readonly kind: 'size'; readonly width: number; readonly height: number }
  | { readonly kind: 'close'; readonly window: string }
  | { readonly kind: 'answer-dialogs'; readonly button: number; readonly folder?: string }
  | { readonly kind: 'look-away' }
  | { readonly kind: 'said' };

/** A window as a test sees it. */
export interface SeenWindow {
  readonly url: string;
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly minimum: readonly number[];
  readonly visible: boolean;
}

/** What the application said outside its windows. */
export interface Said {
  readonly dialogs: readonly string[];
  readonly notices: readonly string[];
  readonly bugs: readonly string[];
  readonly services: number;
}
