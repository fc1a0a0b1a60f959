import type { ClientOf } from '../../contract/services.ts';
import type { Port } from '../host/message-port.ts';

/** What the shell needs of the application that its windows show. */
export interface ShownApplication extends AsyncDisposable {
  readonly client: {
    readonly campaigns: Pick<ClientOf<AbortSignal>['campaigns'], 'watch'>;
    readonly settings: Pick<ClientOf<AbortSignal>['settings'], 'watch'>;
  };
  /** Whether this process holds the storage and with it the runs on this computer. */
  readonly isOwner: boolean;
  /** The page's address for a browser, with its token. */
  readonly link: string;
  /** Resolves when the process that held the storage is gone. */
  readonly lost: Promise<void>;
  /** Answers what is asked through a window's port, until that is closed. */
  offer(port: Port): void;
}
