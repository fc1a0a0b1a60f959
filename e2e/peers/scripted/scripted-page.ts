import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves one page at a port of its own, as a swarm's own pages come; stands until `close`. */
export function openScriptedPage(title: string) {
  let open: Promise<Server> | undefined;
  const html = `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1><p>A page of the swarm’s own.</p></html>`;
  return {
    async address(): Promise<string> {
      open ??= listen(html);
      return `http://127.0.0.1:${((await open).address() as AddressInfo).port}/`;
    },
    close(): void {
      void open?.then(server => server.close());
    },
  };
}

function listen(html: string): Promise<Server> {
  const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html; charset=utf-8').end(html));
  return new Promise(resolve => server.unref().listen(0, '127.0.0.1', () => resolve(server)));
}
