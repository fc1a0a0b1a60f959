import { Button } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { Link } from 'wouter';
import { EmptyState } from '../../parts/empty-state.tsx';

/** Stands where a part of the stack would be, while there is no stack. */
export function NoStack({ id, what }: { id: string; what: string }) {
  return (
    <EmptyState
      icon={IconStack2}
      title={`No ${what} yet`}
      actions={
        <Button component={Link} href={`/clusters/${id}/stack`} variant="filled">
          Set up the stack
        </Button>
      }
    >
      The swarm is there, but what runs simulations is not deployed on it.
    </EmptyState>
  );
}
