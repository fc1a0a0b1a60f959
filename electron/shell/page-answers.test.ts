import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nonceMark, servePageFiles } from '../host/page-files.ts';
import { answerPage } from './page-answers.ts';

const folder = mkdtempSync(join(tmpdir(), 'simswarm-page-'));
beforeAll(() => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), `<meta content="${nonceMark}">`);
  writeFileSync(join(folder, 'assets/main.js'), 'run()');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bugs: unknown[] = [];
const ask = (url: string, method = 'GET') =>
  answerPage(servePageFiles(folder), { url, method }, error => bugs.push(error));

describe('the page in its own scheme', () => {
  it('is served for every address of its own, with a policy and the nonce of its styles', async () => {
    const { status, headers, body } = await ask('app://simswarm/campaigns/m4x?tab=runs');
    expect(status).toBe(200);
    const policy = headers['Content-Security-Policy'] ?? '';
    const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1];
    expect(body?.toString()).toBe(`<meta content="${nonce}">`);
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    expect(policy).toContain("connect-src 'self';");
    expect(headers).toMatchObject({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
    expect((await ask('app://simswarm/')).headers['Content-Security-Policy']).not.toBe(policy);
  });

  it('has its files, which may be kept', async () => {
    const { headers, body } = await ask('app://simswarm/assets/main.js');
    expect(body?.toString()).toBe('run()');
    expect(headers).toMatchObject({ 'Content-Type': expect.stringContaining('javascript') });
    expect(headers['Cache-Control']).toMatch(/max-age/);
  });

  it('refuses what is not there, not ours, or not a question', async () => {
    expect((await ask('app://simswarm/assets/other.js')).status).toBe(404);
    expect((await ask('app://elsewhere/')).status).toBe(403);
    expect((await ask('app://simswarm/', 'POST')).status).toBe(405);
    expect((await ask('app://simswarm/..%2f..%2fetc%2fpasswd.txt')).status).toBe(404);
    expect(bugs).toEqual([]);
  });

  it('reports a page that cannot be read', async () => {
    const broken = () => Promise.reject(new Error('broken disk'));
    const reported: unknown[] = [];
    const answer = await answerPage(broken, { url: 'app://simswarm/', method: 'GET' }, (_, what) =>
      reported.push(what),
    );
    expect(answer.status).toBe(500);
    expect(reported).toEqual(['page /']);
  });
});
