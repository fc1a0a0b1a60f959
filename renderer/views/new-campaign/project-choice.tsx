import { Button, TextInput } from '@mantine/core';
import { IconFolder, IconFolderOpen } from '@tabler/icons-react';
import { type FormEvent, useEffect, useMemo, useState } from 'react';
import { watchRecentProjects } from '../../models/recent-projects.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { FolderDialog } from '../../parts/folder-dialog/folder-dialog.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import screen from '../../parts/screen.module.css';
import { ScreenHeader } from '../../parts/screen-header.tsx';
import classes from './project-choice.module.css';
import { RecentList } from './recent-list.tsx';

/** The first step of a new campaign: which project. */
export function ProjectChoice({ onChoose }: { onChoose: (folder: string) => void }) {
  const { connection } = useApp();
  const recent = useMemo(() => watchRecentProjects(connection), [connection]);
  const { phase, answer, failure } = useModel(recent);
  const [isBrowsing, setBrowsing] = useState(false);
  useEffect(() => {
    void recent.ask({});
    return () => recent.cancel();
  }, [recent]);
  return (
    <div className={screen.screen}>
      <ScreenHeader title="New campaign" note="Which project do you want to run?" />
      <PathForm onChoose={onChoose} onBrowse={() => setBrowsing(true)} />
      {phase === 'failed' && failure && <FailureNotice failure={failure} onRetry={recent.retry} />}
      {phase === 'asking' && !answer && <LoadingState what="recent projects" />}
      {answer && <RecentList recent={answer} onChoose={onChoose} onForgotten={recent.retry} />}
      {isBrowsing && (
        <FolderDialog
          title="Choose a project"
          startAt={answer?.home ?? '/'}
          confirm="Open this folder"
          onChoose={onChoose}
          onClose={() => setBrowsing(false)}
        />
      )}
    </div>
  );
}

function PathForm({ onChoose, onBrowse }: { onChoose: (folder: string) => void; onBrowse: () => void }) {
  const [path, setPath] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (path.trim() !== '') onChoose(path.trim());
  };
  return (
    <form className={classes.pathForm} onSubmit={submit}>
      <TextInput
        aria-label="Folder of the project"
        placeholder="/home/you/inet"
        leftSection={<IconFolder size={15} aria-hidden />}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        value={path}
        onChange={event => setPath(event.currentTarget.value)}
        flex={1}
      />
      <Button type="submit" disabled={path.trim() === ''}>
        Open
      </Button>
      <Button variant="filled" leftSection={<IconFolderOpen size={15} aria-hidden />} onClick={onBrowse}>
        Browse…
      </Button>
    </form>
  );
}
