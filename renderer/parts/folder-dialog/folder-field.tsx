import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import classes from './folder-dialog.module.css';
import { FolderDialog } from './folder-dialog.tsx';

/** A field for a folder: written, or chosen in a dialog. */
export function FolderField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (folder: string) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={classes.path} style={{ marginBottom: 0, alignItems: 'flex-end' }}>
      <TextInput
        label={label}
        placeholder="/home/you/results"
        classNames={{ input: 'mono' }}
        spellCheck={false}
        value={value}
        onChange={event => onChange(event.currentTarget.value)}
        flex={1}
      />
      <Button onClick={() => setOpen(true)}>Browse…</Button>
      {isOpen && (
        <FolderDialog
          title={label}
          startAt={value}
          confirm="Choose this folder"
          onChoose={folder => {
            onChange(folder);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
