import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { AddSwarm, newSwarmDraft, type SwarmDraft } from '../../models/swarm/add-swarm.ts';
import { useModel, useOwn } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { type AddField, describeAtField, fieldOfAddFailure } from '../../words/describe-stack.ts';
import classes from './clusters.module.css';

/** Adds a swarm: what it is called and how it is reached. What goes wrong is told at the field it belongs to. */
export function AddSwarmDialog({ onClose }: { onClose: () => void }) {
  const { connection } = useApp();
  const model = useOwn(() => new AddSwarm(connection));
  const { isBusy, failure } = useModel(model.action);
  const [draft, setDraft] = useState(newSwarmDraft);
  const [, navigate] = useLocation();
  const field = failure && fieldOfAddFailure(failure);
  const form = useRef<HTMLFormElement>(null);
  // Where the mistake is, the keyboard is.
  useEffect(() => {
    const at = field && form.current?.elements.namedItem(field);
    if (at instanceof HTMLElement) at.focus();
  }, [field]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const id = await model.add(draft);
    if (id === undefined) return;
    onClose();
    navigate(`/clusters/${id}`);
  };
  const isWhole = draft.name.trim() !== '' && draft.path.trim() !== '';
  return (
    <Modal opened onClose={onClose} title={<strong>Add a swarm</strong>}>
      <form ref={form} onSubmit={event => void submit(event)} className={classes.addForm} noValidate>
        <Fields
          draft={draft}
          onChange={part => {
            model.action.dismiss();
            setDraft({ ...draft, ...part });
          }}
          problemOf={name => (failure && field === name ? describeAtField(failure) : undefined)}
        />
        {failure && field === undefined && <FailureNotice failure={failure} onDismiss={model.action.dismiss} />}
        <Group justify="flex-end" gap={8}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={isBusy} disabled={!isWhole}>
            Add the swarm
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function Fields({
  draft,
  onChange,
  problemOf,
}: {
  draft: SwarmDraft;
  onChange: (part: Partial<SwarmDraft>) => void;
  problemOf: (field: AddField) => string | undefined;
}) {
  return (
    <>
      <TextInput
        label="Name"
        name="name"
        placeholder="Lab machines"
        maxLength={60}
        data-autofocus
        value={draft.name}
        error={problemOf('name')}
        onChange={event => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label="Docker socket on this computer"
        name="path"
        description="The socket of a manager of the swarm; one that is forwarded here from elsewhere will do too"
        classNames={{ input: 'mono' }}
        spellCheck={false}
        autoComplete="off"
        value={draft.path}
        error={problemOf('path')}
        onChange={event => onChange({ path: event.currentTarget.value })}
      />
      <Checkbox
        label="Make a swarm of this machine"
        name="initialise"
        description="For a Docker engine that is in no swarm yet; one that is in a swarm is left as it is"
        checked={draft.initialise}
        error={problemOf('initialise')}
        onChange={event => onChange({ initialise: event.currentTarget.checked })}
      />
    </>
  );
}
