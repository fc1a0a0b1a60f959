import { describe, expect, it } from 'vitest';
import { keepCookiesInFrames } from './guard-contents.ts';

describe('cookies of a swarm’s page in a frame', () => {
  it('come along although the page around it is another site; nothing else of an answer changes', () => {
    const headers = {
      'Set-Cookie': ['simswarm-view-4100=key; HttpOnly; SameSite=Strict; Path=/', 'plain=1'],
      location: ['/'],
    };
    expect(keepCookiesInFrames(headers)).toEqual({
      'Set-Cookie': ['simswarm-view-4100=key; HttpOnly; SameSite=None; Secure; Path=/', 'plain=1'],
      location: ['/'],
    });
  });
});
