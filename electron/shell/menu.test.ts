import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { type MenuActions, menuTemplate } from './menu.ts';

const names = ['newCampaign', 'settings', 'campaigns', 'jobMonitor', 'openInBrowser', 'showStorage'] as const;

function recorder() {
  const done: string[] = [];
  const actions = Object.fromEntries(names.map(name => [name, () => done.push(name)])) as unknown as MenuActions;
  return { done, actions };
}

/** The menu as a person reads it: one line for each menu, its items by role or label. */
function draw(platform: NodeJS.Platform): string[] {
  const nameOf = ({ role, label, accelerator }: MenuItemConstructorOptions) =>
    label === undefined ? (role ?? '-') : [label, accelerator].filter(Boolean).join(' ');
  return menuTemplate(platform, recorder().actions).map(menu =>
    [nameOf(menu), ...((menu.submenu ?? []) as MenuItemConstructorOptions[]).map(nameOf)].join(' | '),
  );
}

describe('the menu', () => {
  it('follows the conventions of macOS', () => {
    expect(draw('darwin')).toEqual([
      'appMenu | about | - | Settings… CmdOrCtrl+, | - | services | - | hide | hideOthers | unhide | - | quit',
      'fileMenu | New Campaign CmdOrCtrl+N | - | close',
      'editMenu',
      'viewMenu',
      'windowMenu | minimize | zoom | - | Campaigns CmdOrCtrl+Shift+C | Job Monitor CmdOrCtrl+Shift+M | - | front',
      'help | Open in Browser | Show Storage Folder',
    ]);
  });

  it('follows those of Windows and Linux', () => {
    const drawn = [
      'fileMenu | New Campaign CmdOrCtrl+N | - | Settings… CmdOrCtrl+, | - | quit',
      'editMenu',
      'viewMenu',
      'windowMenu | minimize | close | - | Campaigns CmdOrCtrl+Shift+C | Job Monitor CmdOrCtrl+Shift+M',
      'help | Open in Browser | Show Storage Folder | - | about',
    ];
    expect(draw('linux')).toEqual(drawn);
    expect(draw('win32')).toEqual(drawn);
  });

  it('does what its items say, on every platform', () => {
    for (const platform of ['darwin', 'linux'] as const) {
      const { done, actions } = recorder();
      const items = menuTemplate(platform, actions).flatMap(
        menu => (menu.submenu ?? []) as MenuItemConstructorOptions[],
      );
      for (const { click } of items) (click as (() => void) | undefined)?.();
      expect(done.toSorted()).toEqual(names.toSorted());
    }
  });
});
