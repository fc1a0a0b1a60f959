import { Progress } from '@mantine/core';

/** A bar for long work; striped while nobody knows how far it is. */
export function WorkBar({ fraction, label }: { fraction: number | undefined; label: string }) {
  const isUnknown = fraction === undefined;
  return (
    <Progress.Root size="sm" flex={1} miw={60}>
      <Progress.Section
        aria-label={label}
        value={isUnknown ? 100 : fraction * 100}
        animated={isUnknown}
        striped={isUnknown}
        {...(isUnknown && { 'aria-valuenow': undefined })}
      />
    </Progress.Root>
  );
}
