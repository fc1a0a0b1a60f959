import type { Settings } from '../../../contract/settings.ts';
import { SettingsChanges } from '../../models/settings-changes.ts';
import { useModel, useOwn } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import screen from '../../parts/screen.module.css';
import { ScreenHeader } from '../../parts/screen-header.tsx';
import { AboutSection } from './about-section.tsx';
import { HealthSection } from './health-section.tsx';
import { LookSection } from './look-section.tsx';
import { RunningSection } from './running-section.tsx';
import classes from './settings.module.css';
import { StorageSection } from './storage-section.tsx';

/** What can be chosen once for all campaigns, and how this computer is doing. */
export function SettingsScreen() {
  const { settings } = useApp();
  const { view } = useModel(settings);
  return (
    <div className={screen.screen}>
      <ScreenHeader title="Settings" note="Changes count at once." />
      {view.phase === 'loading' && <LoadingState what="settings" lines={8} />}
      {view.phase === 'failed' && <FailureNotice failure={view.failure} onRetry={settings.retry} />}
      {view.phase === 'live' && <Sections settings={view.value} />}
    </div>
  );
}

function Sections({ settings }: { settings: Settings }) {
  const { connection } = useApp();
  const changes = useOwn(() => new SettingsChanges(connection));
  const { failure } = useModel(changes.action);
  return (
    <>
      {failure && <FailureNotice failure={failure} onDismiss={changes.action.dismiss} />}
      <div className={classes.sections}>
        <RunningSection settings={settings} onChange={changes.set} />
        <LookSection settings={settings} onChange={changes.set} />
        <HealthSection />
        <StorageSection />
        <AboutSection />
      </div>
    </>
  );
}
