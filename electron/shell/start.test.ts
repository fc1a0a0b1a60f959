import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leaveAppImage } from './app-image.ts';
import { placeExample } from './example.ts';
import { readStartOptions } from './options.ts';
import { makeProfileFolder } from './profile-folder.ts';

describe('the arguments', () => {
  it('say where to keep things and what to show, among whatever else there is', () => {
    const args = [
      '--no-sandbox',
      '--storage',
      '/data/sims',
      '--port=4100',
      'simswarm://campaigns/m4x',
      '--host',
      'electron',
    ];
    expect(readStartOptions(args)).toEqual({ storageFolder: '/data/sims', port: 4100, path: '/campaigns/m4x' });
    expect(readStartOptions([])).toEqual({ storageFolder: undefined, port: undefined, path: undefined });
  });

  it('that make no sense are as good as none', () => {
    for (const port of ['--port=0', '--port=70000', '--port=http', '--port']) {
      expect(readStartOptions([port, '--storage']), port).toMatchObject({ port: undefined, storageFolder: undefined });
    }
  });
});

describe('the environment of an AppImage', () => {
  const inside = '/tmp/.mount_simswa1x';
  const environment: NodeJS.ProcessEnv = {
    APPDIR: inside,
    APPIMAGE: '/home/ana/simswarm.AppImage',
    PATH: `${inside}:${inside}/usr/sbin:/usr/bin:/opt/omnetpp/bin`,
    LD_LIBRARY_PATH: `${inside}/usr/lib:`,
    HOME: '/home/ana',
  };

  it('loses what the AppImage put into it', () => {
    leaveAppImage(environment);
    expect(environment).toEqual({
      APPDIR: inside,
      APPIMAGE: '/home/ana/simswarm.AppImage',
      PATH: '/usr/bin:/opt/omnetpp/bin',
      HOME: '/home/ana',
    });
  });

  it('is left alone where there is none', () => {
    const plain: NodeJS.ProcessEnv = { PATH: '/usr/bin', LD_LIBRARY_PATH: '/opt/lib:' };
    leaveAppImage(plain);
    expect(plain).toEqual({ PATH: '/usr/bin', LD_LIBRARY_PATH: '/opt/lib:' });
  });
});

describe('the folder of the profile', () => {
  it('is made within the storage, or says why it cannot be', () => {
    const work = mkdtempSync(join(tmpdir(), 'simswarm-profile-'));
    expect(existsSync(makeProfileFolder(join(work, 'new')))).toBe(true);
    writeFileSync(join(work, 'file'), '');
    expect(() => makeProfileFolder(join(work, 'file'))).toThrow(/^file\.not-writable/);
    rmSync(work, { recursive: true });
  });
});

describe('the example of an installed application', () => {
  it('is copied once to where it can be built, and then left to the person', () => {
    const work = mkdtempSync(join(tmpdir(), 'simswarm-example-'));
    const original = join(work, 'resources');
    mkdirSync(original);
    writeFileSync(join(original, 'omnetpp.ini'), 'original');
    const placed = placeExample(original, join(work, 'storage'));
    expect(readFileSync(join(placed, 'omnetpp.ini'), 'utf8')).toBe('original');
    writeFileSync(join(placed, 'omnetpp.ini'), 'mine');
    expect(placeExample(original, join(work, 'storage'))).toBe(placed);
    expect(readFileSync(join(placed, 'omnetpp.ini'), 'utf8')).toBe('mine');
    rmSync(work, { recursive: true });
  });
});
