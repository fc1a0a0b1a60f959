import { describe, expect, it } from 'vitest';
import { decideOpening, mayHave, mayNavigate } from './policies.ts';

describe('opening windows', () => {
  it('is refused but for the job monitor of a campaign', () => {
    expect(decideOpening('app://simswarm/monitor/m4x')).toEqual({ kind: 'monitor', campaignId: 'm4x' });
    const refused = ['https://example.org/monitor/m4x', 'app://simswarm/', 'about:blank', 'javascript:alert(1)', ''];
    expect(refused.map(decideOpening)).toEqual(refused.map(() => ({ kind: 'refuse' })));
  });
});

describe('navigation', () => {
  it('stays within the page', () => {
    expect(mayNavigate('app://simswarm/campaigns/m4x')).toBe(true);
    const refused = ['https://example.org/', 'http://127.0.0.1:4000/', 'file:///etc/passwd', 'data:text/html,x'];
    expect(refused.filter(mayNavigate)).toEqual([]);
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
