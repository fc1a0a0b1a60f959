import { Button, TextInput } from '@mantine/core';
import { IconFilter, IconHammer } from '@tabler/icons-react';
import { useId, useMemo } from 'react';
import type { Expansion } from '../../../contract/projects.ts';
import type { NewCampaign } from '../../models/new-campaign/new-campaign.ts';
import { useModel } from '../../models/use-model.ts';
import { DataTable } from '../../parts/data-table/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import screen from '../../parts/screen.module.css';
import { formatCounted } from '../../words/format-number.ts';
import { BuildProgress } from './build-progress.tsx';
import { FilterHelp } from './filter-help.tsx';
import classes from './new-campaign.module.css';

/** The runs the choices expand to, anew as the filter is typed. */
export function RunsPreview({ model }: { model: NewCampaign }) {
  const { draft } = useModel(model);
  const { phase, answer } = useModel(model.expansion);
  const countId = useId();
  return (
    <section className={`${screen.panel} ${classes.runs}`} aria-label="Runs">
      <div className={classes.runsHead}>
        <div className={classes.head}>
          <h2 className={screen.panelTitle}>Runs</h2>
          <span id={countId} role="status" className="dim numeric">
            {phase === 'answered' && answer && formatCounted(answer.runs.length, 'run')}
            {phase === 'asking' && 'Asking the simulation…'}
          </span>
        </div>
        <TextInput
          aria-label="Run filter"
          aria-describedby={countId}
          placeholder="All runs. For example: $load < 0.5 && $repetition == 0"
          leftSection={<IconFilter size={14} aria-hidden />}
          rightSection={<FilterHelp />}
          classNames={{ input: 'mono' }}
          spellCheck={false}
          autoComplete="off"
          value={draft.runFilter}
          onChange={event => model.set({ runFilter: event.currentTarget.value })}
        />
        {answer && (
          <VariableChips expansion={answer} filter={draft.runFilter} onFilter={runFilter => model.set({ runFilter })} />
        )}
      </div>
      <Body model={model} />
    </section>
  );
}

function Body({ model }: { model: NewCampaign }) {
  const { phase, answer, failure } = useModel(model.expansion);
  const { state } = useModel(model.build);
  if (state.phase === 'building' || state.phase === 'failed')
    return <BuildProgress state={state} onCancel={model.build.cancel} onRetry={() => void model.compile()} />;
  if (failure?.code === 'project.not-built') return <NotBuilt onCompile={() => void model.compile()} />;
  if (failure)
    return (
      <div className={classes.inset}>
        <FailureNotice failure={failure} onRetry={model.expansion.retry} onBuild={() => void model.compile()} />
      </div>
    );
  if (!answer)
    return (
      <div className={classes.inset}>
        <LoadingState what="runs" lines={6} />
      </div>
    );
  return (
    <div className={classes.runsBody} data-old={phase === 'asking' || undefined}>
      {answer.runs.length === 0 ? <NoRuns /> : <RunsTable expansion={answer} />}
    </div>
  );
}

function RunsTable({ expansion }: { expansion: Expansion }) {
  const columns = useMemo(
    () => [
      { id: 'number', header: 'Run', width: 64, align: 'end' as const, cell: (run: Row) => run.number },
      ...expansion.iterationVariables.map((name, index) => ({
        id: `value-${name}`,
        header: name,
        width: Math.max(90, name.length * 8 + 24),
        grows: true,
        cell: (run: Row) => <span className="numeric truncate">{run.values[index]}</span>,
      })),
      { id: 'repetition', header: 'Repetition', width: 96, align: 'end' as const, cell: (run: Row) => run.repetition },
    ],
    [expansion.iterationVariables],
  );
  return <DataTable label="Runs of this campaign" columns={columns} rows={expansion.runs} idOf={toId} rowHeight={28} />;
}

type Row = Expansion['runs'][number];

function toId(run: Row): string {
  return String(run.number);
}

const chipsAtMost = 16;

/** Values of few-valued variables as buttons that write the filter, so that its language need not be known. */
function VariableChips({
  expansion,
  filter,
  onFilter,
}: {
  expansion: Expansion;
  filter: string;
  onFilter: (filter: string) => void;
}) {
  const names = [
    ...expansion.iterationVariables,
    ...(expansion.runs.some(run => run.repetition > 0) ? ['repetition'] : []),
  ];
  if (filter.trim() !== '' || names.length === 0) {
    if (filter.trim() === '') return undefined;
    return (
      <div className={classes.variables}>
        <Button size="compact-xs" variant="subtle" onClick={() => onFilter('')}>
          Clear the filter
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.variables}>
      <span className="dim">Only</span>
      {names.slice(0, chipsAtMost).map(name => (
        <Button
          key={name}
          size="compact-xs"
          className="mono"
          onClick={() => onFilter(`$${name} == ${firstValue(expansion, name)}`)}
        >
          ${name} == …
        </Button>
      ))}
    </div>
  );
}

function firstValue({ iterationVariables, runs }: Expansion, name: string): string {
  if (name === 'repetition') return '0';
  const value = runs[0]?.values[iterationVariables.indexOf(name)] ?? '';
  return value;
}

function NotBuilt({ onCompile }: { onCompile: () => void }) {
  return (
    <div className={classes.inset}>
      <EmptyState
        icon={IconHammer}
        title="The project is not compiled yet"
        actions={
          <Button variant="light" onClick={onCompile}>
            Compile now
          </Button>
        }
      >
        Its runs are listed here once it is. You can also just start the campaign: that compiles it first.
      </EmptyState>
    </div>
  );
}

function NoRuns() {
  return (
    <EmptyState icon={IconFilter} title="No run matches the filter">
      Widen or clear it. Names are written with a dollar sign: $repetition == 0.
    </EmptyState>
  );
}
