import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link } from 'wouter';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useTitle } from '../../parts/use-title.ts';

/** Shown for an address that leads nowhere. */
export function NotFoundScreen() {
  useTitle('Not found');
  return (
    <>
      <h1 className="only-heard">Not found</h1>
      <EmptyState
        icon={IconMapOff}
        title="There is nothing at this address"
        actions={
          <Button component={Link} href="/">
            All campaigns
          </Button>
        }
      >
        It may have been cut short when it was copied.
      </EmptyState>
    </>
  );
}
