import { describe, expect, it } from 'vitest';
import {
  findDeepLink,
  isPageAddress,
  readCampaignAddress,
  readDeepLink,
  readMonitorAddress,
  toPageAddress,
} from './addresses.ts';

describe('addresses of the page', () => {
  it('are ours only with our scheme and host', () => {
    expect(isPageAddress(toPageAddress('/campaigns/m4x'))).toBe(true);
    const strange = [
      'app://simswarm.evil/',
      'app://evil/',
      'https://simswarm/',
      'file:///etc/passwd',
      'about:blank',
      '',
    ];
    expect(strange.filter(isPageAddress)).toEqual([]);
    expect(isPageAddress('app://simswarm@evil/')).toBe(false);
    expect(isPageAddress('app://simswarm:80/')).toBe(false);
  });

  it('tell which campaign they show', () => {
    expect(readMonitorAddress('app://simswarm/monitor/m4x-1?theme=dark')).toBe('m4x-1');
    expect(readMonitorAddress('app://simswarm/campaigns/m4x-1')).toBeUndefined();
    expect(readMonitorAddress('https://simswarm/monitor/m4x-1')).toBeUndefined();
    expect(readMonitorAddress('app://simswarm/monitor/%2e%2e')).toBeUndefined();
    expect(readCampaignAddress('app://simswarm/campaigns/m4x/results')).toBe('m4x');
    expect(readCampaignAddress('app://simswarm/monitor/m4x')).toBe('m4x');
    expect(readCampaignAddress('app://simswarm/new')).toBeUndefined();
  });
});

describe('links into the application', () => {
  it('lead to a campaign and nowhere else', () => {
    expect(readDeepLink('simswarm://campaigns/m4x3k2')).toBe('/campaigns/m4x3k2');
    expect(readDeepLink('simswarm://campaigns/m4x3k2/')).toBe('/campaigns/m4x3k2');
    expect(readDeepLink('SIMSWARM://campaigns/m4x3k2')).toBe('/campaigns/m4x3k2');
    const refused = [
      'simswarm://campaigns/',
      'simswarm://campaigns/a/b',
      'simswarm://campaigns/..%2F..%2Fsettings',
      'simswarm://campaigns/javascript:alert(1)',
      'simswarm://settings',
      `simswarm://campaigns/${'a'.repeat(200)}`,
      'https://campaigns/m4x3k2',
      '--storage',
    ];
    expect(refused.map(readDeepLink).filter(Boolean)).toEqual([]);
  });

  it('are found among the arguments of a second instance', () => {
    const args = ['/opt/simswarm/simswarm', '--no-first-run', 'simswarm://campaigns/m4x', 'simswarm://campaigns/other'];
    expect(findDeepLink(args)).toBe('/campaigns/m4x');
    expect(findDeepLink(['/opt/simswarm/simswarm'])).toBeUndefined();
  });
});
