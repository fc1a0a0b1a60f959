import { Skeleton } from '@mantine/core';

/** Stands where something is on its way: the shape of what comes, announced once in words. */
export function LoadingState({ what, lines = 5 }: { what: string; lines?: number }) {
  return (
    <div role="status" aria-label={`Loading ${what}`}>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={16} radius="sm" mb={14} width={`${92 - ((index * 17) % 41)}%`} />
      ))}
    </div>
  );
}
