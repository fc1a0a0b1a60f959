import { Button, SegmentedControl, Switch } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '../../../contract/settings.ts';
import { Notice } from '../../parts/notice.tsx';
import { Section } from './section.tsx';
import classes from './settings.module.css';

interface Props {
  readonly settings: Settings;
  readonly onChange: (part: Partial<Settings>) => Promise<boolean>;
}

const themes = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** How the window looks, and whether it may call. */
export function LookSection({ settings, onChange }: Props) {
  return (
    <Section title="Look and notifications">
      <div>
        <div className={classes.label} id="theme-label">
          Colours
        </div>
        <SegmentedControl
          aria-labelledby="theme-label"
          data={themes}
          value={settings.theme}
          onChange={theme => void onChange({ theme: theme as Settings['theme'] })}
        />
      </div>
      <Switch
        label="Tell me when a campaign ends or pauses itself"
        checked={settings.notifications}
        onChange={event => void onChange({ notifications: event.currentTarget.checked })}
      />
      {settings.notifications && <Permission />}
    </Section>
  );
}

// Inside the window it is always told; outside of it only if the system allows, which must be asked for by a press.
function Permission() {
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'));
  if (permission === 'granted') return undefined;
  if (permission === 'denied')
    return (
      <Notice tone="note" title="The system does not allow notifications from here">
        News appear inside the window only. Allow notifications for this page in the browser to have them elsewhere.
      </Notice>
    );
  return (
    <Notice
      tone="note"
      title="News appear inside this window only"
      actions={
        <Button onClick={() => void Notification.requestPermission().then(setPermission)}>
          Allow system notifications
        </Button>
      }
    >
      Allow notifications to be told while you look at something else.
    </Notice>
  );
}
