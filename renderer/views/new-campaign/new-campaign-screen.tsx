import { useEffect } from 'react';
import { useLocation, useSearch } from 'wouter';
import { lastFolder } from '../../models/new-campaign/draft.ts';
import { NewCampaign } from '../../models/new-campaign/new-campaign.ts';
import { useModel, useOpened } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import screen from '../../parts/screen.module.css';
import { ScreenHeader } from '../../parts/screen-header.tsx';
import { NewCampaignForm } from './new-campaign-form.tsx';
import { ProjectChoice } from './project-choice.tsx';

/** Choosing what to run: first a project, then everything about the campaign on one screen. */
export function NewCampaignScreen() {
  const parameters = new URLSearchParams(useSearch());
  const [, navigate] = useLocation();
  const folder = parameters.get('folder') ?? (parameters.has('choose') ? undefined : lastFolder());
  const cluster = parameters.get('cluster');
  const choose = (path: string) =>
    navigate(`/new?${new URLSearchParams({ folder: path, ...(cluster !== null && { cluster }) })}`);
  if (!folder) return <ProjectChoice onChoose={choose} />;
  return <Filled key={folder} folder={folder} parameters={parameters} />;
}

function Filled({ folder, parameters }: { folder: string; parameters: URLSearchParams }) {
  const app = useApp();
  const [, navigate] = useLocation();
  const model = useOpened(
    () =>
      new NewCampaign(app, folder, {
        iniFile: parameters.get('ini') ?? undefined,
        configuration: parameters.get('configuration') ?? undefined,
        runFilter: parameters.get('filter') ?? undefined,
        clusterId: parameters.get('cluster') ?? undefined,
      }),
    folder,
  );
  const { phase, answer, failure } = useModel(model.project);
  useRereadOnReturn(model);
  const chooseAnother = () => navigate('/new?choose');
  if (answer) return <NewCampaignForm model={model} project={answer} onChooseProject={chooseAnother} />;
  return (
    <div className={screen.screen}>
      <ScreenHeader title="New campaign" note={<span className="mono">{folder}</span>} />
      {phase === 'failed' && failure ? (
        <FailureNotice failure={failure} onRetry={model.reload} onChooseProject={chooseAnother} />
      ) : (
        <LoadingState what="the project" lines={9} />
      )}
    </div>
  );
}

// Whoever comes back from an editor expects the ini file to be read again.
function useRereadOnReturn(model: NewCampaign): void {
  useEffect(() => {
    const reread = () => {
      if (document.visibilityState === 'visible') model.reload();
    };
    document.addEventListener('visibilitychange', reread);
    return () => document.removeEventListener('visibilitychange', reread);
  }, [model]);
}
