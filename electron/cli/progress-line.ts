import type { Campaign } from '../../contract/campaigns.ts';
import { formatDuration, formatDurationRange } from '../../renderer/words/format-duration.ts';
import { formatCounted } from '../../renderer/words/format-number.ts';

/** Shows one line that is written over again and again on a terminal, and a line now and then where nobody can overwrite. */
export interface ProgressLine {
  show(campaign: Campaign): void;
  /** Prints something that stays, above the line. */
  print(text: string): void;
  end(): void;
}

export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const quietEvery = 10_000;

/** Makes a progress line for a terminal, or for a log file. */
export function createProgressLine(terminal: Terminal, now: () => number): ProgressLine {
  let shown = '';
  let lastPrinted = 0;
  const clear = () => terminal.isTTY && shown && terminal.write('\r\u001b[K');
  return {
    show(campaign) {
      const text = describeProgress(campaign, now(), terminal.isTTY ? (terminal.columns ?? 100) : 100);
      if (text === shown) return;
      if (terminal.isTTY) terminal.write(`\r\u001b[K${text}`);
      else if (now() - lastPrinted > quietEvery) {
        lastPrinted = now();
        terminal.write(`${text}\n`);
      }
      shown = text;
    },
    print(text) {
      clear();
      terminal.write(`${text}\n`);
      if (terminal.isTTY && shown) terminal.write(shown);
    },
    end: () => void clear(),
  };
}

/** How far a campaign is, in one line of at most `width` characters. */
export function describeProgress(campaign: Campaign, now: number, width: number): string {
  const { counts, runCount, phase, progress } = campaign;
  const elapsed = formatDuration((now - campaign.createdAt) / 1000);
  if (runCount === 0) return cut(`${stageWords(phase, progress?.stage)} … ${elapsed}`, width);
  const done = runCount - counts.waiting - counts.running;
  const facts = [
    `${done}/${runCount}`,
    ...(counts.running > 0 ? [`${counts.running} running`] : []),
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(phase === 'paused' || phase === 'pausing' || phase === 'cancelling' ? [phase] : []),
    elapsed,
    ...(campaign.remaining && done < runCount ? [`${formatDurationRange(campaign.remaining)} left`] : []),
  ].join('  ');
  return cut(`${bar(done / runCount, Math.max(8, Math.min(40, width - facts.length - 3)))} ${facts}`, width);
}

function stageWords(phase: Campaign['phase'], stage: string | undefined): string {
  if (phase === 'expanding') return 'finding the runs';
  const words = { snapshot: 'reading the source', compile: 'compiling', collect: 'keeping what was built' };
  return words[stage as keyof typeof words] ?? 'preparing';
}

function bar(fraction: number, width: number): string {
  const full = Math.round(fraction * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/** What a campaign came to, in one sentence. */
export function describeOutcome({ counts, runCount, createdAt, endedAt }: Campaign): string {
  const states = [
    ['finished', counts.finished],
    ['reused', counts.reused],
    ['cut short', counts.truncated],
    ['failed', counts.failed],
    ['cancelled', counts.cancelled],
    ['interrupted', counts.interrupted],
  ] as const;
  const parts = states.filter(([, count]) => count > 0).map(([word, count]) => `${count} ${word}`);
  const seconds = ((endedAt ?? createdAt) - createdAt) / 1000;
  return `${formatCounted(runCount, 'run')} in ${formatDuration(seconds)}: ${parts.join(', ') || 'none'}`;
}
