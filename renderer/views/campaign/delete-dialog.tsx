import { Checkbox } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { Campaign } from '../../../contract/campaigns.ts';
import { Answered } from '../../models/answered.ts';
import type { CampaignPage, DeletePreview } from '../../models/campaign/campaign.ts';
import { useCampaign } from '../../models/campaign/use-campaign.ts';
import { useModel, useOwn } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import { formatBytes } from '../../words/format-bytes.ts';
import { formatCounted } from '../../words/format-number.ts';

/** Says what deleting a campaign would remove and free; result files only go when that is chosen too. */
export function DeleteDialog({ page, onClose }: { page: CampaignPage; onClose: () => void }) {
  const campaign = useCampaign(page, ({ name, resultFolder }) => ({ name, resultFolder }));
  const { connection } = useApp();
  const [, navigate] = useLocation();
  const preview = useOwn(
    () => new Answered(connection, (_client, _question: object, signal) => page.previewDelete(signal)),
  );
  const { answer, failure } = useModel(preview);
  const { isBusy } = useModel(page.action);
  const [withResults, setWithResults] = useState(false);
  useEffect(() => {
    void preview.ask({});
    return () => preview.cancel();
  }, [preview]);
  const remove = async () => {
    if (!(await page.delete(withResults))) return onClose();
    notifications.show({ message: `${campaign.name} was deleted.` });
    navigate('/');
  };
  return (
    <ConfirmDialog
      title={`Delete ${campaign.name}?`}
      confirm={withResults ? 'Delete it and its results' : 'Delete it'}
      isBusy={isBusy}
      isDisabled={!answer}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      {failure && <FailureNotice failure={failure} onRetry={preview.retry} />}
      {!answer && !failure && <LoadingState what="what it would free" lines={2} />}
      {answer && <Loss preview={answer} campaign={campaign} withResults={withResults} onChange={setWithResults} />}
    </ConfirmDialog>
  );
}

function Loss({
  preview,
  campaign,
  withResults,
  onChange,
}: {
  preview: DeletePreview;
  campaign: Pick<Campaign, 'resultFolder'>;
  withResults: boolean;
  onChange: (withResults: boolean) => void;
}) {
  const { history, logs, results, resultFiles, sharedBuild, build } = preview;
  const freed = history + logs + (sharedBuild ? 0 : build) + (withResults ? results : 0);
  return (
    <>
      <p>Its entry in the list, its logs and saved charts go. This cannot be undone.</p>
      {resultFiles > 0 && (
        <Checkbox
          label={`Also delete ${formatCounted(resultFiles, 'result file')} (${formatBytes(results)})`}
          description={campaign.resultFolder}
          checked={withResults}
          onChange={event => onChange(event.currentTarget.checked)}
        />
      )}
      <p className="dim">
        Frees {formatBytes(freed)}.{sharedBuild && ' The compiled project stays, other campaigns use it.'}
      </p>
    </>
  );
}
