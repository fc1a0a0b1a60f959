import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorkplace, type Workplace } from '../../electron/testing/example.ts';
import { describeNeeding } from '../peers/needs.ts';
import { buildSmoke } from './build-smoke.ts';
import { findOldElectron } from './find-old-electron.ts';
import { type ShellPlace, StartedShell, startDisplay } from './started-shell.ts';

const electron = findOldElectron();

describeNeeding('the shell in Electron 9', ['missing' in electron ? electron.missing : undefined], () => {
  const folder = mkdtempSync(join(tmpdir(), 'simswarm-smoke-'));
  let display: Awaited<ReturnType<typeof startDisplay>>;
  let workplace: Workplace;
  let place: ShellPlace;
  let shell: StartedShell;

  beforeAll(async () => {
    [display, workplace] = await Promise.all([startDisplay(), makeWorkplace('smoke'), buildSmoke(folder)]);
    const binary = 'binary' in electron ? electron.binary : '';
    place = { binary, display: display.name, folder, storage: workplace.storage };
    shell = await StartedShell.start(place);
  });
  afterAll(async () => {
    shell?.kill();
    display?.end();
    workplace?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const whenOpen = (window = '') =>
    shell.until(
      () => shell.evaluate<string>('window.connection && window.connection.read().state.phase', window),
      phase => phase === 'open',
    );

  it('shows the page in a window of its own scheme, from which nothing of Node can be reached', async () => {
    const [window] = await shell.until(
      () => shell.windows(),
      ([one]) => one?.visible === true,
    );
    expect(window).toMatchObject({ url: 'app://simswarm/', minimum: [720, expect.anything()] });
    expect(await whenOpen()).toBe('open');
    const reach = `({ node: typeof process + typeof require + typeof module, secure: isSecureContext, origin,
      desktop: Object.keys(window.desktop).sort() })`;
    expect(await shell.evaluate(reach)).toEqual({
      node: 'undefinedundefinedundefined',
      secure: true,
      origin: 'app://simswarm',
      desktop: ['chooseFolder', 'requestPipe'],
    });
  });

  it('lets the page run only its own code and connect to nothing else', async () => {
    const attempts = `(async () => {
      const fetched = await fetch('https://example.org/').then(() => 'reached', () => 'refused');
      const loopback = await fetch('http://127.0.0.1:1/').then(() => 'reached', () => 'refused');
      const own = (await fetch('/page.js')).status;
      let evaluated = 'refused';
      try { evaluated = new Function('return "ran"')(); } catch {}
      const style = document.createElement('style');
      style.nonce = document.querySelector('meta[name=style-nonce]').content;
      style.textContent = 'body { outline-width: 7px }';
      document.head.append(style);
      return { inline: String(window.inlineRan), fetched, loopback, own, evaluated, style: getComputedStyle(document.body).outlineWidth,
        violations: [...new Set(window.seen.violations)] };
    })()`;
    expect(await shell.evaluate(attempts)).toMatchObject({
      inline: 'undefined',
      fetched: 'refused',
      loopback: 'refused',
      own: 200,
      evaluated: 'refused',
      violations: expect.arrayContaining(['connect-src', 'script-src']),
    });
  });

  it('answers questions and watches through a message port', async () => {
    const about = await shell.evaluate<{ host: string; storageFolder: string }>('client.health.about({})');
    expect(about).toMatchObject({ host: 'electron', storageFolder: place.storage });
    const first = `(async () => { for await (const rows of client.clusters.watch({})) return rows.rows.map(one => one.id); })()`;
    expect(await shell.evaluate(first)).toEqual(['local']);
    const failed = `client.runs.cancel({ runIds: ['nothing-1'] }).catch(({ code, details }) => ({ code, details }))`;
    expect(await shell.evaluate(failed)).toMatchObject({ code: 'request.not-found' });
  });

  it('stays on its page and opens no windows', async () => {
    const attempts = `(async () => {
      for (const address of ['https://example.org/', 'about:blank', '/settings']) window.open(address);
      location.href = 'https://example.org/';
      await new Promise(resolve => setTimeout(resolve, 500));
      location.href = 'file:///etc/passwd';
      await new Promise(resolve => setTimeout(resolve, 500));
    })()`;
    await shell.evaluate(attempts);
    expect((await shell.windows()).map(({ url }) => url)).toEqual(['app://simswarm/']);
  });

  it('gives the page no permission but those of the policy', async () => {
    const attempts = `(async () => ({
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', error => error.name),
      place: await new Promise(resolve => navigator.geolocation.getCurrentPosition(() => resolve('given'), error => resolve(error.code))),
      notices: await Notification.requestPermission(),
    }))()`;
    expect(await shell.evaluate(attempts)).toEqual({
      camera: expect.stringMatching(/NotAllowedError|NotFoundError/),
      place: 1,
      notices: 'granted',
    });
    await shell.evaluate('client.settings.change({ notifications: false })');
    const state = () => shell.evaluate<string>('Notification.requestPermission()');
    expect(await shell.until(state, answer => answer === 'denied')).toBe('denied');
    await shell.evaluate('client.settings.change({ notifications: true })');
  });

  it('leads the page from the menu without loading it anew', async () => {
    const loaded = await shell.evaluate<number>('seen.loads');
    await shell.do({ kind: 'menu', item: 'new' });
    await shell.do({ kind: 'menu', item: 'settings' });
    const moves = () => shell.evaluate<string[]>('seen.moves');
    expect(await shell.until(moves, paths => paths.length === 2)).toEqual(['/new', '/settings']);
    expect(await shell.evaluate('[seen.loads, location.pathname]')).toEqual([loaded, '/settings']);
  });

  it('has the person choose a folder in the desktop’s own dialog', async () => {
    await shell.do({ kind: 'answer-dialogs', button: 0, folder: workplace.project });
    expect(await shell.evaluate(`desktop.chooseFolder(${JSON.stringify(workplace.folder)})`)).toBe(workplace.project);
    await shell.do({ kind: 'answer-dialogs', button: 0 });
    expect(
      await shell.evaluate(
        `String(await desktop.chooseFolder('/no/such/folder'))`.replace(/^(.*)$/, '(async () => $1)()'),
      ),
    ).toBe('undefined');
    expect((await shell.said()).dialogs).toEqual([`folder at ${workplace.folder}`, 'folder at undefined']);
  });

  const submit = (configuration: string) =>
    shell.evaluate<{ campaignId: string }>(
      `client.campaigns.submit(${JSON.stringify({
        folder: workplace.project,
        iniFile: 'omnetpp.ini',
        configuration,
        clusterId: 'local',
      })})`,
    );

  it('runs a campaign and tells its end while the person looks elsewhere', async () => {
    await shell.do({ kind: 'look-away' });
    await submit('Quick');
    const said = await shell.until(
      () => shell.said(),
      ({ notices }) => notices.length > 0,
    );
    expect(said.notices).toEqual([expect.stringMatching(/has finished: \d+ runs of /)]);
  });

  it('pops a job monitor out, once for each campaign, and may keep it narrow', async () => {
    await shell.evaluate(`void window.open('/monitor/m4x', 'monitor-m4x', 'popup,width=400,height=720')`);
    const two = await shell.until(
      () => shell.windows(),
      windows => windows.length === 2 && windows.every(({ visible }) => visible),
    );
    const monitor = two.find(({ url }) => url === 'app://simswarm/monitor/m4x');
    expect(monitor).toMatchObject({ minimum: [360, expect.anything()], bounds: { width: 400, height: 720 } });
    expect(await whenOpen('/monitor/')).toBe('open');
    // From there the main window is led to the campaign.
    await shell.evaluate(`void window.open('/campaigns/m4x', 'simswarm')`, '/monitor/');
    const led = await shell.until(
      () => shell.windows(),
      windows => windows.some(({ url }) => url === 'app://simswarm/campaigns/m4x'),
    );
    expect(led.map(({ url }) => url).sort()).toEqual(['app://simswarm/campaigns/m4x', 'app://simswarm/monitor/m4x']);
    await shell.evaluate(`void window.open('/monitor/m4x', 'monitor-m4x')`);
    await shell.do({ kind: 'menu', item: 'monitor' });
    expect(await shell.evaluate('client.health.about({}).then(({ host }) => host)', '/monitor/')).toBe('electron');
    const monitors = (await shell.windows()).filter(({ url }) => url.includes('/monitor/'));
    expect(new Set(monitors.map(({ url }) => url)).size).toBe(monitors.length);
    for (const { url } of monitors) await shell.do({ kind: 'close', window: url });
  });

  it('gives windows a new pipe when the process with the services dies', async () => {
    const { services } = await shell.said();
    process.kill(services, 'SIGKILL');
    const next = await shell.until(
      () => shell.said(),
      said => said.services !== services,
    );
    expect(next.services).not.toBe(services);
    expect(await whenOpen()).toBe('open');
    expect(await shell.evaluate('client.health.about({}).then(({ host }) => host)')).toBe('electron');
  });

  it('is there once: a second start brings its link to the first', async () => {
    const second = await StartedShell.start(place, 'simswarm://campaigns/m4x');
    expect(await second.ended).toBe(0);
    const where = () => shell.evaluate<string>('location.pathname');
    expect(await shell.until(where, path => path === '/campaigns/m4x')).toBe('/campaigns/m4x');
  });

  it('asks before it ends runs, and stays when the person wants that', async () => {
    await submit('Endless');
    const running = `(async () => { for await (const { rows = [], changed = [] } of client.campaigns.watch({}))
      if ([...rows, ...changed].some(one => one.counts.running > 0)) return true; })()`;
    expect(await shell.evaluate(running)).toBe(true);
    await shell.do({ kind: 'answer-dialogs', button: 1 });
    await shell.do({ kind: 'close', window: '' });
    const asked = await shell.until(
      () => shell.said(),
      ({ dialogs }) => dialogs.length === 3,
    );
    expect(asked.dialogs[2]).toMatch(/^Quit and end \d+ runs?\?$/);
    expect(await shell.evaluate('connection.read().state.phase')).toBe('open');
  });

  it('quits when the person agrees, and remembers its window', async () => {
    await shell.do({ kind: 'size', width: 901, height: 651 });
    const sized = await shell.until(
      () => shell.windows(),
      ([window]) => window?.bounds.width === 901,
    );
    const { bugs } = await shell.said();
    await shell.do({ kind: 'answer-dialogs', button: 0 });
    await shell.do({ kind: 'close', window: '' });
    expect(await shell.ended).toBe(0);
    expect(bugs).toEqual([]);
    const remembered = JSON.parse(readFileSync(join(place.storage, 'electron/windows.json'), 'utf8'));
    expect(remembered.main).toEqual({ ...sized[0]?.bounds, maximised: false });
    shell = await StartedShell.start(place);
    const [window] = await shell.until(
      () => shell.windows(),
      ([one]) => one?.visible === true,
    );
    expect(window?.bounds).toEqual(sized[0]?.bounds);
    expect(await whenOpen()).toBe('open');
    expect(await shell.terminate()).toBe(0);
  });
});
