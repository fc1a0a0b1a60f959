/** What the shell takes for granted and the Node 12 of an old Electron does not have; the least that does. */
type Listener = () => void;

class OldAbortSignal {
  aborted = false;
  reason: unknown = undefined;
  readonly listeners = new Set<Listener>();

  addEventListener(_name: string, listener: Listener): void {
    this.listeners.add(listener);
  }

  removeEventListener(_name: string, listener: Listener): void {
    this.listeners.delete(listener);
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }
}

class OldAbortController {
  readonly signal = new OldAbortSignal();

  abort(reason: unknown = new Error('aborted')): void {
    if (this.signal.aborted) return;
    this.signal.aborted = true;
    this.signal.reason = reason;
    for (const listener of [...this.signal.listeners]) listener();
  }
}

class OldResponse {
  readonly body: unknown;
  readonly status: number;
  readonly headers: unknown;

  constructor(body: unknown, { status, headers }: { status: number; headers: unknown }) {
    this.body = body;
    this.status = status;
    this.headers = headers;
  }
}

/** Named when modules are loaded, and not used by what runs in this process. */
class Unused {}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function lacking(target: object, members: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(members)) {
    if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true });
  }
}

lacking(globalThis, {
  ReadableStream: Unused,
  TransformStream: Unused,
  WritableStream: Unused,
  Blob: Unused,
  File: Unused,
});
lacking(globalThis, { AbortSignal: OldAbortSignal, AbortController: OldAbortController, Response: OldResponse });
lacking(URL, {
  parse: parseUrl,
  canParse: (text: string, base?: string) => parseUrl(base ? new URL(text, base).href : text) !== null,
});
lacking(Symbol, { dispose: Symbol.for('Symbol.dispose'), asyncDispose: Symbol.for('Symbol.asyncDispose') });
lacking(Object, { hasOwn: (target: object, name: string) => Object.hasOwn(target, name) });
lacking(String.prototype, {
  replaceAll(this: string, found: string, by: string) {
    return this.split(found).join(by);
  },
});
lacking(Array.prototype, {
  at(this: unknown[], index: number) {
    return this[index < 0 ? this.length + index : index];
  },
});
