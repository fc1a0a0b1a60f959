import { useEffect } from 'react';
import { Answered } from '../../models/answered.ts';
import type { CampaignPage, MissingPreview } from '../../models/campaign/campaign.ts';
import { useModel, useOwn } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import { formatCounted } from '../../words/format-number.ts';

/** Says which runs "run missing" would do and which it would keep, with the reason for each. */
export function MissingDialog({ page, onClose }: { page: CampaignPage; onClose: () => void }) {
  const { connection } = useApp();
  const preview = useOwn(
    () => new Answered(connection, (_client, _question: object, signal) => page.previewMissing(signal)),
  );
  const { answer, failure } = useModel(preview);
  const { isBusy } = useModel(page.action);
  useEffect(() => {
    void preview.ask({});
    return () => preview.cancel();
  }, [preview]);
  const run = async () => {
    await page.runMissing();
    onClose();
  };
  return (
    <ConfirmDialog
      title="Run what is missing"
      confirm={answer ? `Run ${formatCounted(answer.run, 'run')}` : 'Run'}
      keep="Not now"
      isDangerous={false}
      isBusy={isBusy}
      isDisabled={!answer || answer.run === 0}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      {failure && <FailureNotice failure={failure} onRetry={preview.retry} />}
      {!answer && !failure && <LoadingState what="what is missing" lines={3} />}
      {answer && <Reasons preview={answer} />}
    </ConfirmDialog>
  );
}

function Reasons({ preview }: { preview: MissingPreview }) {
  return (
    <>
      {preview.run === 0 && <p>Nothing is missing: every run has a valid result set.</p>}
      <ul style={{ paddingLeft: 18, margin: 0, lineHeight: 1.7 }}>
        {preview.reasons.map(({ runs, reuse, reason }) => (
          <li key={`${reuse} ${reason}`}>
            <strong className="numeric">{formatCounted(runs, 'run')}</strong> {reuse ? 'kept' : 'to do'}: {reason}
          </li>
        ))}
      </ul>
    </>
  );
}
