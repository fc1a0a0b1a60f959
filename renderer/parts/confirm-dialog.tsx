import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';

/** Asks before something is lost. The safe answer has the focus. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  keep = 'Keep',
  isDangerous = true,
  isBusy = false,
  isDisabled = false,
  onConfirm,
  onClose,
}: {
  title: string;
  children: ReactNode;
  confirm: string;
  keep?: string;
  isDangerous?: boolean;
  isBusy?: boolean;
  isDisabled?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title={<strong>{title}</strong>}>
      {children}
      <Group justify="flex-end" gap={8} mt={18}>
        <Button onClick={onClose} data-autofocus>
          {keep}
        </Button>
        <Button
          variant="filled"
          {...(isDangerous && { color: 'red.8' })}
          loading={isBusy}
          disabled={isDisabled}
          onClick={onConfirm}
        >
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}
