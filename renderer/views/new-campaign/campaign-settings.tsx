import { Checkbox, NumberInput, SegmentedControl } from '@mantine/core';
import type { RunLimits } from '../../../contract/campaigns.ts';
import type { Draft } from '../../models/new-campaign/draft.ts';
import type { NewCampaign } from '../../models/new-campaign/new-campaign.ts';
import { LimitFields } from '../../parts/limit-fields.tsx';
import screen from '../../parts/screen.module.css';
import { ClusterChoice } from './cluster-choice.tsx';
import classes from './new-campaign.module.css';
import { OptionList } from './option-list.tsx';
import { panel } from './panel.ts';

/** Where and how a campaign is run; all of it has good defaults. */
export function CampaignSettings({ model, draft }: { model: NewCampaign; draft: Draft }) {
  return (
    <section className={panel} aria-labelledby="settings-title">
      <div className={classes.head}>
        <h2 id="settings-title" className={screen.panelTitle}>
          Where and how
        </h2>
      </div>
      <div className={classes.settings}>
        <ClusterChoice value={draft.clusterId} onChange={clusterId => model.set({ clusterId })} />
        <Checkbox
          label="Keep results that are still valid, run only what is missing"
          checked={draft.reuse}
          onChange={event => model.set({ reuse: event.currentTarget.checked })}
        />
        <OptionList options={draft.options} onAdd={model.addOption} onRemove={model.removeOption} />
        <details className={classes.more}>
          <summary>Build mode, limits, priority</summary>
          <div className={classes.settings}>
            <Mode value={draft.mode} onChange={mode => model.set({ mode })} />
            <LimitFields limits={draft.limits} onChange={(limits: RunLimits) => model.set({ limits })} />
            <NumberInput
              label="Runs at once"
              description="At most this many of this campaign; empty for as many as there are slots"
              placeholder="As many as fit"
              min={1}
              allowDecimal={false}
              value={draft.atOnce ?? ''}
              onChange={value => model.set({ atOnce: typeof value === 'number' && value >= 1 ? value : undefined })}
            />
            <NumberInput
              label="Priority"
              description="Higher goes first when several campaigns wait"
              min={-10}
              max={10}
              value={draft.priority}
              onChange={value => typeof value === 'number' && model.set({ priority: value })}
            />
          </div>
        </details>
      </div>
    </section>
  );
}

function Mode({ value, onChange }: { value: Draft['mode']; onChange: (mode: Draft['mode']) => void }) {
  return (
    <div>
      <div className={classes.legend} id="mode-label">
        Build mode
      </div>
      <SegmentedControl
        aria-labelledby="mode-label"
        data={[
          { value: 'release', label: 'Release: fast' },
          { value: 'debug', label: 'Debug: with checks' },
        ]}
        value={value}
        onChange={mode => onChange(mode as Draft['mode'])}
      />
    </div>
  );
}
