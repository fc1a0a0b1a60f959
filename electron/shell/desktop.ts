import { app, ipcMain, Menu, nativeTheme, session, shell } from 'electron';
import type { PageHandler } from '../host/loopback.ts';
import type { ReportBug } from '../host/router.ts';
import { askBeforeQuitting, tellCannotOpen } from './dialogs.ts';
import { offerFolderChooser } from './folder-chooser.ts';
import { followSystem } from './follow-system.ts';
import { guardContents } from './guard-contents.ts';
import { keepOpen } from './keep-open.ts';
import { type MenuActions, menuTemplate } from './menu.ts';
import { createNotifier } from './notifier.ts';
import { createOverview, likeliestCampaign, type Overview, overallProgress } from './overview.ts';
import { servePage } from './page-protocol.ts';
import { openPipes, type Pipes } from './pipes.ts';
import { quitQuestion } from './quit-question.ts';
import { createQuitting, type Quitting } from './quitting.ts';
import type { ShownApplication } from './shown-application.ts';
import { openWindowStates } from './window-states.ts';
import { Windows } from './windows.ts';

export interface DesktopOptions {
  readonly storageFolder: string;
  /** The file in which windows are remembered. */
  readonly windowsFile: string;
  readonly preload: string;
  readonly icon: string | undefined;
  readonly page: PageHandler;
  /** What the first window shows; the page's start without it. */
  readonly path: string | undefined;
  /** Opens the application, this process's own or another's; asked again when that is gone. */
  readonly open: () => Promise<ShownApplication>;
  readonly reportBug: ReportBug;
}

/** The desktop application around the services: its windows and menu, the pipes to them, and the way out. */
export class Desktop {
  readonly #options: DesktopOptions;
  readonly #windows: Windows;
  readonly #overview: Overview;
  readonly #quitting: Quitting;
  readonly #pipes: Pipes;
  readonly #ended = new AbortController();
  #present: ShownApplication | undefined;
  #kept: Promise<void> = Promise.resolve();

  constructor(options: DesktopOptions) {
    this.#options = options;
    this.#quitting = createQuitting({
      mayQuit: () => this.#mayQuit(),
      close: () => this.#close(),
      quit: () => app.quit(),
      reportBug: error => options.reportBug(error, 'quitting'),
    });
    this.#windows = new Windows({
      states: openWindowStates(options.windowsFile, error => options.reportBug(error, 'remembering windows')),
      preload: options.preload,
      icon: options.icon,
      mayCloseLast: () => this.#quitting.isLeaving,
      quit: () => app.quit(),
    });
    this.#overview = this.#createOverview();
    this.#pipes = openPipes(ipcMain);
  }

  /** Shows the first window and opens the application behind it. */
  open(): void {
    const { page, path, reportBug } = this.#options;
    guardContents(app, session.defaultSession, {
      showMonitor: campaignId => this.#windows.showMonitor(campaignId),
      showCampaign: campaignId => this.#windows.showMain(`/campaigns/${campaignId}`),
      showSwarmView: (clusterId, view) => this.#windows.showSwarmView(clusterId, view),
      notifications: () => this.#overview.settings.notifications,
    });
    servePage(session.defaultSession, page, reportBug);
    offerFolderChooser(ipcMain);
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, this.#menuActions())));
    followSystem(this.#windows, this.#quitting, reportBug);
    this.#windows.showMain(path);
    this.#kept = this.#keepOpen();
  }

  async #keepOpen(): Promise<void> {
    const { open, reportBug } = this.#options;
    try {
      await keepOpen(open, (application, signal) => this.#use(application, signal), this.#ended.signal);
    } catch (error) {
      reportBug(error, 'opening the application');
      await tellCannotOpen(error);
      app.exit(1);
    }
  }

  #use(application: ShownApplication, signal: AbortSignal): void {
    this.#present = application;
    this.#pipes.serve(application, signal);
    this.#overview
      .follow(application.client, signal)
      .catch(error => this.#options.reportBug(error, 'watching campaigns and settings'));
  }

  #createOverview(): Overview {
    const isWanted = () => this.#overview.settings.notifications;
    return createOverview({
      news: createNotifier(isWanted, ({ campaignId }) => this.#windows.showMain(`/campaigns/${campaignId}`)),
      campaignsChanged: campaigns => this.#windows.showProgress(overallProgress(campaigns.values())),
      settingsChanged: ({ theme }) => {
        nativeTheme.themeSource = theme;
      },
    });
  }

  #menuActions(): MenuActions {
    return {
      newCampaign: () => this.#windows.showMain('/new'),
      settings: () => this.#windows.showMain('/settings'),
      campaigns: () => this.#windows.showMain('/'),
      jobMonitor: () => this.#showMonitor(),
      openInBrowser: () => this.#present && void shell.openExternal(this.#present.link),
      showStorage: () => void shell.openPath(this.#options.storageFolder),
    };
  }

  #showMonitor(): void {
    const { campaigns } = this.#overview;
    const campaignId = this.#windows.campaignInView() ?? likeliestCampaign(campaigns.values())?.id;
    if (campaignId === undefined) this.#windows.showMain('/');
    else this.#windows.showMonitor(campaignId);
  }

  async #mayQuit(): Promise<boolean> {
    const question = quitQuestion(this.#overview.campaigns.values(), this.#present?.isOwner ?? false);
    return question === undefined || askBeforeQuitting(question);
  }

  async #close(): Promise<void> {
    this.#ended.abort(new Error('the application ends'));
    this.#windows.closeAll();
    await this.#kept;
  }
}
