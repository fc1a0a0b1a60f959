import type { ResultSource } from '../../../contract/results.ts';

export function ResultsTab({ base }: { source: ResultSource; base: string }) {
  return <p>{base}</p>;
}
