import { IconDatabaseOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ResultType } from '../../../contract/results.ts';
import type { Contents, ResultsPage } from '../../models/results/results-page.ts';
import { useModel } from '../../models/use-model.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import screen from '../../parts/screen.module.css';

/** Draws a view of results once it is known what there is; says so when there is nothing of its kind. */
export function WithContents({
  page,
  types,
  nothing,
  children,
}: {
  page: ResultsPage;
  types: readonly ResultType[];
  /** What to do when there are none. */
  nothing: string;
  children: (contents: Contents) => ReactNode;
}) {
  const { answer, failure } = useModel(page.contents);
  if (failure) return <FailureNotice failure={failure} onRetry={page.contents.retry} />;
  if (!answer) return <LoadingState what="results" lines={8} />;
  const names = answer.names.filter(({ type }) => types.includes(type));
  if (names.length === 0)
    return (
      <div className={screen.panel}>
        <EmptyState icon={IconDatabaseOff} title="Nothing here yet">
          {nothing}
        </EmptyState>
      </div>
    );
  return children({ ...answer, names });
}
