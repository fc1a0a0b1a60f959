export interface QuittingOptions {
  /** Asks the person, if there is something to ask; false keeps the application open. */
  readonly mayQuit: () => Promise<boolean>;
  /** Ends everything that must be ended before the process may go. */
  readonly close: () => Promise<void>;
  /** Quits for good, which raises `before-quit` once more. */
  readonly quit: () => void;
  readonly reportBug: (error: unknown) => void;
}

/** The way out of the application. */
export interface Quitting {
  /** True from the moment it is settled that the application ends. */
  readonly isLeaving: boolean;
  /** Answers `before-quit`: holds the process until the person has agreed and everything is closed. */
  beforeQuit(event: { preventDefault(): void }): void;
  /** Quits without a question: the terminal wants it, and nobody may be there to answer. */
  leave(): void;
}

/** Creates the way out: at most one question at a time, everything closed before the process ends, and nothing that fails on the way keeps it. */
export function createQuitting({ mayQuit, close, quit, reportBug }: QuittingOptions): Quitting {
  let phase: 'open' | 'asking' | 'closing' | 'closed' = 'open';

  async function ask(): Promise<void> {
    phase = 'asking';
    const agreed = await mayQuit().catch(error => {
      reportBug(error);
      return true;
    });
    // Meanwhile the terminal may have settled it.
    if (phase !== 'asking') return;
    phase = 'open';
    if (agreed) await closeAll();
  }

  async function closeAll(): Promise<void> {
    phase = 'closing';
    await close().catch(reportBug);
    phase = 'closed';
    quit();
  }

  return {
    get isLeaving() {
      return phase === 'closing' || phase === 'closed';
    },
    beforeQuit(event) {
      if (phase === 'closed') return;
      event.preventDefault();
      if (phase === 'open') void ask();
    },
    leave() {
      if (phase === 'open' || phase === 'asking') void closeAll();
    },
  };
}
