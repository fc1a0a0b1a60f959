import type { MenuItemConstructorOptions } from 'electron';

/** What menu items of ours do. */
export interface MenuActions {
  newCampaign(): void;
  settings(): void;
  campaigns(): void;
  jobMonitor(): void;
  openInBrowser(): void;
  showStorage(): void;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** The menu bar by the platform's conventions; everything the platform has a role for is left to it. */
export function menuTemplate(platform: NodeJS.Platform, actions: MenuActions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  return [
    ...(isMac ? [applicationMenu(actions)] : []),
    fileMenu(isMac, actions),
    { role: 'editMenu' },
    { role: 'viewMenu' },
    windowMenu(isMac, actions),
    helpMenu(isMac, actions),
  ];
}

function settingsItem(actions: MenuActions): MenuItemConstructorOptions {
  return { id: 'settings', label: 'Settings…', accelerator: 'CmdOrCtrl+,', click: () => actions.settings() };
}

function applicationMenu(actions: MenuActions): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      settingsItem(actions),
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
}

function fileMenu(isMac: boolean, actions: MenuActions): MenuItemConstructorOptions {
  return {
    role: 'fileMenu',
    submenu: [
      { id: 'new', label: 'New Campaign', accelerator: 'CmdOrCtrl+N', click: () => actions.newCampaign() },
      separator,
      ...(isMac ? [{ role: 'close' as const }] : [settingsItem(actions), separator, { role: 'quit' as const }]),
    ],
  };
}

function windowMenu(isMac: boolean, actions: MenuActions): MenuItemConstructorOptions {
  return {
    role: 'windowMenu',
    submenu: [
      { role: 'minimize' },
      ...(isMac ? [{ role: 'zoom' as const }] : [{ role: 'close' as const }]),
      separator,
      { id: 'campaigns', label: 'Campaigns', accelerator: 'CmdOrCtrl+Shift+C', click: () => actions.campaigns() },
      { id: 'monitor', label: 'Job Monitor', accelerator: 'CmdOrCtrl+Shift+M', click: () => actions.jobMonitor() },
      ...(isMac ? [separator, { role: 'front' as const }] : []),
    ],
  };
}

function helpMenu(isMac: boolean, actions: MenuActions): MenuItemConstructorOptions {
  return {
    role: 'help',
    submenu: [
      { id: 'browser', label: 'Open in Browser', click: () => actions.openInBrowser() },
      { id: 'storage', label: 'Show Storage Folder', click: () => actions.showStorage() },
      ...(isMac ? [] : [separator, { role: 'about' as const }]),
    ],
  };
}
