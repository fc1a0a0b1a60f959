import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { Finding } from '../../../contract/projects.ts';
import type { NewCampaign } from '../../models/new-campaign/new-campaign.ts';
import { useModel } from '../../models/use-model.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import screen from '../../parts/screen.module.css';
import { describeFinding } from '../../words/describe-finding.ts';
import classes from './new-campaign.module.css';

const icons = { error: IconCircleX, warning: IconAlertTriangle, note: IconInfoCircle };
const order = ['error', 'warning', 'note'];

/** What would waste the campaign, found before it starts, each with its remedy. */
export function PreflightList({ model }: { model: NewCampaign }) {
  const { phase, answer, failure } = useModel(model.findings);
  const { chosen } = useModel(model);
  if (!chosen) return undefined;
  const findings = [...(answer ?? [])].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return (
    <section
      className={`${screen.panel} ${classes.preflight}`}
      aria-labelledby="preflight-title"
      aria-busy={phase === 'asking'}
    >
      <div className={classes.head}>
        <h2 id="preflight-title" className={screen.panelTitle}>
          Before you run
        </h2>
        {phase === 'answered' && findings.length === 0 && (
          <span className={classes.allGood}>
            <IconCircleCheck size={16} aria-hidden /> Nothing stands in the way
          </span>
        )}
        {phase === 'asking' && !answer && <span className="dim">Checking…</span>}
      </div>
      {failure && <FailureNotice failure={failure} onRetry={model.findings.retry} />}
      <ul className={classes.findings}>
        {findings.map(finding => (
          <FindingItem key={finding.id} finding={finding} onFix={() => fix(model, finding)} />
        ))}
      </ul>
    </section>
  );
}

function FindingItem({ finding, onFix }: { finding: Finding; onFix: () => void }) {
  const { title, advice, button } = describeFinding(finding);
  const Icon = icons[finding.severity];
  const { names } = finding.facts;
  return (
    <li className={classes.finding} data-severity={finding.severity}>
      <Icon size={17} stroke={1.8} role="img" aria-label={finding.severity} />
      <p className={classes.findingTitle} title={Array.isArray(names) ? names.join('\n') : undefined}>
        {title}
      </p>
      <p className={classes.findingAdvice}>{advice}</p>
      {button && (
        <div className={classes.findingFix}>
          <Button onClick={onFix}>{button}</Button>
        </div>
      )}
    </li>
  );
}

function fix(model: NewCampaign, { fix: remedy }: Finding): void {
  switch (remedy?.action) {
    case 'add-option':
      model.addOption(remedy.option);
      break;
    case 'build':
      void model.compile();
      break;
    case 'choose-configuration':
      document.querySelector<HTMLInputElement>('input[name="configuration"]:not(:disabled)')?.focus();
      break;
    case 'reuse-results':
      model.set({ reuse: true });
      break;
    case undefined:
      break;
  }
}
