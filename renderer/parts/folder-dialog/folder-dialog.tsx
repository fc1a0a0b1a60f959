import { ActionIcon, Button, Group, Modal, TextInput } from '@mantine/core';
import { IconArrowUp, IconBox, IconFolder } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { findDesktop } from '../../client/desktop.ts';
import { Answered } from '../../models/answered.ts';
import type { App } from '../../models/app.ts';
import { useModel, useOwn } from '../../models/use-model.ts';
import { useApp } from '../app-context.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { LoadingState } from '../loading-state.tsx';
import { DesktopDialog } from './desktop-dialog.tsx';
import classes from './folder-dialog.module.css';

interface Props {
  readonly title: string;
  /** Empty: the home folder. */
  readonly startAt: string;
  /** What the button says that takes the folder. */
  readonly confirm: string;
  readonly onChoose: (folder: string) => void;
  readonly onClose: () => void;
}

/** Chooses a folder of the computer the application runs on: in the desktop's own dialog where there is one. */
export function FolderDialog(props: Props) {
  const [desktop, setDesktop] = useState(findDesktop);
  const choose = desktop?.chooseFolder;
  // A desktop that cannot show its dialog leaves the page to show its own.
  if (choose) return <DesktopDialog {...props} choose={choose} onFailed={() => setDesktop(undefined)} />;
  return <PageDialog {...props} />;
}

function PageDialog({ title, startAt, confirm, onChoose, onClose }: Props) {
  const { connection } = useApp();
  const model = useOwn(() => new Answered(connection, browse));
  const { answer, failure } = useModel(model);
  const [typed, setTyped] = useState<string>();
  const path = typed ?? answer?.folder ?? startAt;
  useEffect(() => {
    void model.ask({ folder: startAt });
    return () => model.cancel();
  }, [model, startAt]);
  const go = (folder: string) => {
    setTyped(undefined);
    void model.ask({ folder });
  };
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <form
        className={classes.path}
        onSubmit={event => {
          event.preventDefault();
          go(path);
        }}
      >
        <ActionIcon
          variant="default"
          size={30}
          aria-label="The folder above"
          disabled={answer?.parent === undefined}
          onClick={() => answer?.parent !== undefined && go(answer.parent)}
        >
          <IconArrowUp size={16} aria-hidden />
        </ActionIcon>
        <TextInput
          aria-label="Path"
          classNames={{ input: 'mono' }}
          spellCheck={false}
          value={path}
          onChange={event => setTyped(event.currentTarget.value)}
          flex={1}
          data-autofocus
        />
        <Button type="submit">Go</Button>
      </form>
      {failure && <FailureNotice failure={failure} onRetry={model.retry} />}
      {!answer && !failure && <LoadingState what="folders" />}
      {answer && <Entries entries={answer.entries} onGo={go} />}
      <Group justify="flex-end" gap={8} mt={14}>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="filled" disabled={!answer} onClick={() => answer && onChoose(answer.folder)}>
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}

async function browse(client: App['connection']['client'], { folder }: { folder: string }, signal: AbortSignal) {
  return client.projects.browse({ folder: folder || (await client.projects.recent({}, signal)).home }, signal);
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly looksLikeProject: boolean;
}

function Entries({ entries, onGo }: { entries: readonly Entry[]; onGo: (folder: string) => void }) {
  if (entries.length === 0) return <p className="dim">There are no folders in here.</p>;
  return (
    <ul className={classes.entries} aria-label="Folders">
      {entries.map(({ name, path, looksLikeProject }) => (
        <li key={path}>
          <button type="button" className={classes.entry} onClick={() => onGo(path)}>
            {looksLikeProject ? <IconBox size={16} aria-hidden /> : <IconFolder size={16} aria-hidden />}
            <span className="truncate">{name}</span>
            {looksLikeProject && <span className={classes.mark}>project</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
