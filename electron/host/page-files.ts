import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { PageAnswer, PageHandler } from './loopback.ts';

const types: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
  ['.json', 'application/json'],
  ['.txt', 'text/plain; charset=utf-8'],
]);

/** What stands in the built page's HTML where the host puts the nonce of its styles. */
export const nonceMark = '__STYLE_NONCE__';

/** Serves the built page from a folder: files by name, the page itself for every address of its own (`/campaigns/…`). */
export function servePageFiles(folder: string): PageHandler {
  return async (path, nonce) => {
    const relative = toRelative(path);
    if (relative === undefined) return undefined;
    const type = types.get(extname(relative));
    if (relative === 'index.html' || type === undefined) return readPage(folder, nonce);
    const body = await readIfThere(join(folder, relative));
    return body && { body, type, immutable: relative.startsWith('assets/') };
  };
}

// Nothing above the folder, and nothing that is no path at all.
function toRelative(path: string): string | undefined {
  if (!URL.canParse(path, 'http://host') || /%(?![0-9a-f]{2})/i.test(path)) return undefined;
  const relative = normalize(decodeURIComponent(path)).replace(/^[/\\]+/, '');
  return relative.split(sep).includes('..') || relative.includes('\0') ? undefined : relative;
}

async function readPage(folder: string, nonce: string): Promise<PageAnswer | undefined> {
  const body = await readIfThere(join(folder, 'index.html'));
  if (!body) return undefined;
  return {
    body: Buffer.from(body.toString('utf8').replaceAll(nonceMark, nonce)),
    type: 'text/html; charset=utf-8',
    immutable: false,
  };
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch(error => {
    if (error.code === 'ENOENT' || error.code === 'EISDIR' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
}
