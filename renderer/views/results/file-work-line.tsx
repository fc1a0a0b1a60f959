import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import type { FileWorking } from '../../models/results/file-work.ts';
import { useModel } from '../../models/use-model.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useNow } from '../../parts/use-now.ts';
import { useReveal } from '../../parts/use-reveal.tsx';
import { WorkBar } from '../../parts/work-bar.tsx';
import { formatBytes } from '../../words/format-bytes.ts';
import { formatSpan } from '../../words/format-moment.ts';
import { formatCounted } from '../../words/format-number.ts';
import own from './file-work-line.module.css';

/** Copying or exporting under way: stage, fraction, how much, how long, and a way to stop; then where it is. */
export function FileWorkLine({ model }: { model: FileWorking }) {
  const { work, startedAt, failure } = useModel(model);
  const reveal = useReveal();
  const now = useNow();
  if (failure)
    return (
      <div className={own.line}>
        <FailureNotice failure={failure} onDismiss={model.cancel} />
      </div>
    );
  if (!work) return undefined;
  if (work.phase === 'done')
    return (
      <div className={own.line}>
        <Notice
          tone="good"
          title={`${formatCounted(work.files, 'file')}, ${formatBytes(work.bytes)}`}
          actions={
            <>
              <Button leftSection={<IconFolderOpen size={15} aria-hidden />} onClick={() => void reveal(work.path)}>
                Show
              </Button>
              <Button onClick={model.cancel}>Dismiss</Button>
            </>
          }
        >
          <span className="mono">{work.path}</span>
        </Notice>
      </div>
    );
  const { stage, fraction } = work.progress;
  return (
    <div className={own.line} role="status">
      <span>{stage}</span>
      <WorkBar label={stage} fraction={fraction} />
      <span className="numeric dim">
        {formatBytes(work.bytes)} · {formatSpan(startedAt ?? now, now)}
      </span>
      <Button onClick={model.cancel}>Cancel</Button>
    </div>
  );
}
