import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Application, type ApplicationOptions, openApplication } from './application.ts';
import { swarmSources } from './swarm-sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'simswarm-application-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(more: Partial<ApplicationOptions> = {}): Promise<Application> {
  return openApplication({
    storageFolder: join(folder, 'storage'),
    about: { version: '1', node: process.version, host: 'command-line', platform: 'test' },
    example: folder,
    page: async () => ({ body: Buffer.from('the page'), type: 'text/html', immutable: false }),
    swarm: swarmSources,
    tell: () => undefined,
    reportBug: () => undefined,
    ...more,
  });
}

describe('the application', () => {
  it('has one owner; whoever comes later asks it, and takes over at the same address when it is gone', async () => {
    const owner = await open();
    const guest = await open();
    expect([owner.isOwner, guest.isOwner]).toEqual([true, false]);
    expect(guest.link).toBe(owner.link);
    expect(owner.guests()).toBe(1);
    await owner.client.settings.change({ theme: 'dark' });
    for await (const settings of guest.client.settings.watch({})) {
      expect(settings.theme).toBe('dark');
      break;
    }
    expect(await (await fetch(owner.link)).text()).toBe('the page');
    await owner[Symbol.asyncDispose]();
    await guest.lost;
    await expect(guest.client.health.about({})).rejects.toMatchObject({ code: 'host.disconnected' });
    const next = await open();
    expect([next.isOwner, next.link]).toEqual([true, owner.link]);
    await next[Symbol.asyncDispose]();
  });

  it('keeps its key where only its user can read it', async () => {
    const application = await open();
    expect(statSync(join(folder, 'storage/owner.json')).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'storage')).mode & 0o077).toBe(0);
    await application[Symbol.asyncDispose]();
  });

  it('says which port is taken when it must have that one', async () => {
    const application = await open();
    const { port } = new URL(application.link);
    const other = open({ storageFolder: join(folder, 'other'), port: Number(port) });
    await expect(other).rejects.toMatchObject({ code: 'host.port-occupied', details: { port: Number(port) } });
    await application[Symbol.asyncDispose]();
  });
});
