import { BrowserWindow, Notification } from 'electron';
import type { CampaignNews } from './campaign-news.ts';

/** Shows news on the desktop, unless the person is looking at a window of ours anyway; `open` is what a click does. */
export function createNotifier(isWanted: () => boolean, open: (news: CampaignNews) => void) {
  // What nobody holds is collected, and its click with it.
  const shown = new Set<Notification>();
  return (news: CampaignNews): void => {
    if (!isWanted() || BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return;
    const notification = new Notification({ title: news.title, body: news.body });
    shown.add(notification);
    notification.on('click', () => open(news));
    notification.on('close', () => shown.delete(notification));
    notification.show();
  };
}
