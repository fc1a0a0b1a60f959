import { describe, expect, it } from 'vitest';
import { readSandboxFacts, whyNoSandbox } from './why-no-sandbox.ts';

const kernel = (settings: Readonly<Record<string, string>>) => (name: string) => settings[name];
const person = { userId: 1000, hasRootHelper: false, readKernel: kernel({}) };

describe('why Electron would not open', () => {
  it('is root, or a kernel that forbids the sandbox to people', () => {
    expect(whyNoSandbox({ ...person, userId: 0, hasRootHelper: true })).toMatch(/root/);
    const forbidding = [
      { 'kernel/unprivileged_userns_clone': '0' },
      { 'kernel/apparmor_restrict_unprivileged_userns': '1' },
      { 'user/max_user_namespaces': '0' },
    ];
    for (const settings of forbidding) {
      expect(whyNoSandbox({ ...person, readKernel: kernel(settings) })).toMatch(/sandbox/);
      expect(whyNoSandbox({ ...person, hasRootHelper: true, readKernel: kernel(settings) })).toBeUndefined();
    }
  });

  it('is nothing on most computers', () => {
    expect(whyNoSandbox(person)).toBeUndefined();
    const usual = kernel({ 'kernel/unprivileged_userns_clone': '1', 'user/max_user_namespaces': '63000' });
    expect(whyNoSandbox({ ...person, readKernel: usual })).toBeUndefined();
  });

  it.skipIf(process.platform !== 'linux')('is told from facts of this computer', () => {
    const facts = readSandboxFacts('/no/such/helper');
    expect([facts.hasRootHelper, facts.userId]).toEqual([false, process.getuid?.()]);
    expect(facts.readKernel('kernel/ostype')).toBe('Linux');
    expect(facts.readKernel('kernel/no_such_setting')).toBeUndefined();
  });
});
