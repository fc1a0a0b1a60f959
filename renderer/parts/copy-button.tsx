import { Button, type ButtonProps } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** Puts a text on the clipboard and says that it did. */
export function CopyButton({ text, label = 'Copy', ...look }: { text: string; label?: string } & ButtonProps) {
  const { copy, copied } = useClipboard({ timeout: 1500 });
  return (
    <Button
      size="compact-xs"
      {...look}
      leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      onClick={() => copy(text)}
    >
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </Button>
  );
}
