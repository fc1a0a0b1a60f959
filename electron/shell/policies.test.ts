import { describe, expect, it } from 'vitest';
import { decideOpening, mayFetch, mayHave, mayNavigate } from './policies.ts';

describe('opening windows', () => {
  it('is refused but for a campaign, in its job monitor or in the main window, and the own pages of a swarm', () => {
    expect(decideOpening('app://simswarm/monitor/m4x')).toEqual({ kind: 'monitor', campaignId: 'm4x' });
    expect(decideOpening('app://simswarm/campaigns/m4x')).toEqual({ kind: 'campaign', campaignId: 'm4x' });
    expect(decideOpening('app://simswarm/swarm-view/lab/dashboard')).toEqual({
      kind: 'swarm-view',
      clusterId: 'lab',
      view: 'dashboard',
    });
    const strange = ['app://simswarm/swarm-view/lab/else', 'http://127.0.0.1:4000/swarm-view/lab/dashboard'];
    const refused = [
      ...strange,
      'https://example.org/monitor/m4x',
      'app://simswarm/',
      'app://simswarm/settings',
      'about:blank',
      'javascript:alert(1)',
      '',
    ];
    expect(refused.map(decideOpening)).toEqual(refused.map(() => ({ kind: 'refuse' })));
  });
});

describe('navigation', () => {
  const strange = ['https://example.org/', 'http://localhost.evil:80/', 'file:///etc/passwd', 'data:text/html,x', ''];

  it('stays within the page', () => {
    expect(mayNavigate('app://simswarm/campaigns/m4x', true)).toBe(true);
    expect([...strange, 'http://127.0.0.1:4000/'].filter(address => mayNavigate(address, true))).toEqual([]);
  });

  it('of frames in the page stays on this computer', () => {
    expect(mayNavigate('http://127.0.0.1:4000/queues', false)).toBe(true);
    expect([...strange, 'http://127.0.0.1.evil/', 'https://127.0.0.1/'].filter(one => mayNavigate(one, false))).toEqual(
      [],
    );
  });
});

describe('the network', () => {
  it('is this computer and nothing else', () => {
    expect(['http://127.0.0.1:4000/a.js', 'ws://127.0.0.1:4000/live'].every(mayFetch)).toBe(true);
    expect(['https://example.org/', 'ws://10.0.0.1/', 'http://example.org@127.0.0.2/'].filter(mayFetch)).toEqual([]);
  });
});

describe('permissions', () => {
  const ours = { asker: 'app://simswarm/', isMainFrame: true };

  it('are given to our own page for copying, and for notifications where the settings allow them', () => {
    expect(mayHave({ ...ours, permission: 'clipboard-sanitized-write' }, false)).toBe(true);
    expect(mayHave({ ...ours, permission: 'notifications' }, true)).toBe(true);
    expect(mayHave({ ...ours, permission: 'notifications' }, false)).toBe(false);
  });

  it('are denied for everything else and to everyone else', () => {
    const all = ['media', 'geolocation', 'clipboard-read', 'fullscreen', 'openExternal', 'midi', 'usb', 'unknown'];
    expect(all.filter(permission => mayHave({ ...ours, permission }, true))).toEqual([]);
    const strangers = ['https://example.org', 'http://127.0.0.1:8080', 'null', ''];
    expect(strangers.filter(asker => mayHave({ permission: 'notifications', asker, isMainFrame: true }, true))).toEqual(
      [],
    );
    expect(mayHave({ permission: 'notifications', asker: 'app://simswarm', isMainFrame: false }, true)).toBe(false);
  });
});
