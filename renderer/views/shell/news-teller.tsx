import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { CampaignEvent } from '../../models/campaign-news.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { describeEvent } from '../../words/describe-campaign.ts';

/** Tells when a campaign ends or pauses itself: in the window, and by the system when the window is not looked at. */
export function NewsTeller() {
  const { news, settings } = useApp();
  const [location, navigate] = useLocation();
  const { latest } = useModel(news);
  const { view } = useModel(settings);
  const isWanted = view.phase === 'live' && view.value.notifications;
  // Told once for each event: neither moving about nor a change of settings repeats it.
  useEffect(() => {
    if (!latest || !isWanted) return;
    const path = `/campaigns/${latest.campaign.id}`;
    if (!location.startsWith(path)) tellInside(latest, () => navigate(path));
    tellOutside(latest, () => navigate(path));
  }, [latest]);
  return undefined;
}

function tellInside({ kind, campaign }: CampaignEvent, open: () => void): void {
  const { title, text, isGood } = describeEvent(kind, campaign);
  const id = notifications.show({
    title,
    color: isGood ? 'green' : 'red',
    autoClose: isGood ? 12_000 : false,
    message: (
      <>
        {text}{' '}
        <Button
          size="compact-xs"
          onClick={() => {
            notifications.hide(id);
            open();
          }}
        >
          Open
        </Button>
      </>
    ),
  });
}

// Several tabs tell the same: the tag makes one notification of them.
function tellOutside({ kind, campaign }: CampaignEvent, open: () => void): void {
  if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return;
  const { title, text } = describeEvent(kind, campaign);
  const told = new Notification(title, { body: text, tag: `${campaign.id} ${kind}`, icon: '/icon.svg' });
  told.onclick = () => {
    window.focus();
    open();
  };
}
