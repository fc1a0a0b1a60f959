/** Says how long something took or takes: `400 ms`, `1.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h`. Seconds in. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(seconds / 3600);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** Says an uncertain duration as a range, rounded as coarsely as its uncertainty allows: `about 2–4 min`. Seconds in. */
export function formatDurationRange({ low, high }: { low: number; high: number }): string {
  if (high < 1) return 'less than a second';
  const { unit, seconds } = unitOf(high);
  const from = low / seconds;
  const to = high / seconds;
  const [first, last] = [roundCoarsely(from, to - from), roundCoarsely(to, to - from)];
  return first === last ? `about ${last} ${unit}` : `${first}–${last} ${unit}`;
}

function unitOf(seconds: number): { unit: string; seconds: number } {
  if (seconds < 100) return { unit: 's', seconds: 1 };
  if (seconds < 100 * 60) return { unit: 'min', seconds: 60 };
  if (seconds < 48 * 3600) return { unit: 'h', seconds: 3600 };
  return { unit: 'd', seconds: 86_400 };
}

function roundCoarsely(value: number, uncertainty: number): string {
  if (value >= 10 || uncertainty >= 2) return String(Math.round(value));
  return String(Number(value.toFixed(1)));
}
