import { fromFailureRecord } from '../../../contract/failure.ts';
import type { Project } from '../../../contract/projects.ts';
import type { NewCampaign } from '../../models/new-campaign/new-campaign.ts';
import { useModel } from '../../models/use-model.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { ScreenHeader } from '../../parts/screen-header.tsx';
import { asFailure } from '../../words/describe-failure.ts';
import { CampaignSettings } from './campaign-settings.tsx';
import { ConfigurationList } from './configuration-list.tsx';
import classes from './new-campaign.module.css';
import { PreflightList } from './preflight-list.tsx';
import { ProjectCard } from './project-card.tsx';
import { RunBar } from './run-bar.tsx';
import { RunsPreview } from './runs-preview.tsx';

/** Everything about a campaign before it is started: choices on the left, what they mean on the right, the start at the bottom. */
export function NewCampaignForm({
  model,
  project,
  onChooseProject,
}: {
  model: NewCampaign;
  project: Project;
  onChooseProject: () => void;
}) {
  const { chosen, draft } = useModel(model);
  return (
    <div className={classes.form}>
      <div className={classes.top}>
        <ScreenHeader title="New campaign" />
      </div>
      <div className={classes.columns}>
        <div className={classes.choices}>
          <ProjectCard project={project} onReload={model.reload} onChange={onChooseProject} />
          {project.problems.map(problem => (
            <FailureNotice
              key={problem.code + JSON.stringify(problem.details)}
              failure={asFailure(fromFailureRecord(problem))}
              onRetry={model.reload}
              onChooseProject={onChooseProject}
            />
          ))}
          <ConfigurationList project={project} chosen={chosen} onChoose={model.choose} />
          <CampaignSettings model={model} draft={draft} />
        </div>
        <div className={classes.meaning}>
          <RunsPreview model={model} />
          <PreflightList model={model} />
        </div>
      </div>
      <RunBar model={model} />
    </div>
  );
}
