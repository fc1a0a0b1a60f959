import { Button } from '@mantine/core';
import { IconCloudDownload, IconFileOff, IconFolderOpen } from '@tabler/icons-react';
import type { RunDetail } from '../../../../contract/runs.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { FileName } from '../../../parts/file-name.tsx';
import { useReveal } from '../../../parts/use-reveal.tsx';
import { describePlace } from '../../../words/describe-swarm.ts';
import { formatBytes } from '../../../words/format-bytes.ts';
import classes from './run.module.css';

/** The result files of a run, where they are and how large. */
export function RunFiles({ run }: { run: RunDetail }) {
  const reveal = useReveal();
  const { files, resultFolder, state, place } = run;
  if (place === 'there' || place === 'fetching')
    return (
      <EmptyState icon={IconCloudDownload} title={describePlace(place)}>
        Its results are safe on the swarm. They are fetched into {resultFolder} as soon as it is their turn.
      </EmptyState>
    );
  if (files.length === 0)
    return (
      <EmptyState icon={IconFileOff} title="No result files">
        {state === 'waiting' || state === 'running'
          ? 'They are put in their place when the run has ended well.'
          : 'A run that did not end well leaves none, so that nothing incomplete is taken for a result.'}
      </EmptyState>
    );
  return (
    <div className={classes.body}>
      <div className={classes.headingLine}>
        <span className="mono dim truncate" title={resultFolder}>
          {resultFolder}
        </span>
        <Button leftSection={<IconFolderOpen size={15} aria-hidden />} onClick={() => void reveal(resultFolder)}>
          Open folder
        </Button>
      </div>
      <ul className={classes.files}>
        {files.map(({ path, size }) => (
          <li key={path}>
            <FileName path={path} className="mono" />
            <span className="numeric dim">{formatBytes(size)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
