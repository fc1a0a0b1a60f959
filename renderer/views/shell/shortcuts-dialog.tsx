import { Modal } from '@mantine/core';
import { ShortcutList } from '../../parts/shortcut-list.tsx';

/** The list of shortcuts, over whatever screen is shown. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={<strong>Keyboard</strong>} size="xl">
      <ShortcutList />
    </Modal>
  );
}
