const storageKey = 'simswarm.token';
const channelName = 'simswarm.token';
const tokenForm = /^[\w-]{16,256}$/;

/** Takes the token out of the page's address, so that it is neither seen, bookmarked nor copied with it, and keeps it for this tab. */
export function takeToken(): string | undefined {
  const found = new URLSearchParams(location.hash.slice(1)).get('token');
  if (found !== null && tokenForm.test(found)) {
    sessionStorage.setItem(storageKey, found);
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(storageKey) ?? undefined;
}

/** Keeps a token for this tab, so that a reload needs no other. */
export function keepToken(token: string): void {
  sessionStorage.setItem(storageKey, token);
}

/**
 * Gives this tab's token to other tabs of the same origin that have none, e.g. after "open link in new tab". Only pages that this
 * very host served can listen on the channel.
 */
export function shareToken(token: () => string | undefined): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = event => {
    const known = token();
    if (event.data === 'ask' && known !== undefined) channel.postMessage({ token: known });
  };
  return () => channel.close();
}

/** Asks the other tabs for the token; undefined when none answers in time. */
export function askOtherTabs(milliseconds: number): Promise<string | undefined> {
  const channel = new BroadcastChannel(channelName);
  return new Promise<string | undefined>(resolve => {
    const timer = setTimeout(() => resolve(undefined), milliseconds);
    channel.onmessage = event => {
      const token = (event.data as { token?: unknown } | undefined)?.token;
      if (typeof token !== 'string' || !tokenForm.test(token)) return;
      clearTimeout(timer);
      resolve(token);
    };
    channel.postMessage('ask');
  }).finally(() => channel.close());
}
