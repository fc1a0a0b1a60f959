const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Counts with thousands separated: `12,345`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** A count with its noun: `1 run`, `12,345 runs`. */
export function formatCounted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A measured value with a few significant digits, as results are shown: `0.00123`, `12.3`, `1.2e+9`. */
export function formatValue(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e7 || size < 1e-4) return minus(value.toExponential(Math.max(0, digits - 1)).replace(/\.?0+e/, 'e'));
  if (Number.isInteger(value)) return minus(whole.format(value));
  const text = Number(value.toPrecision(digits));
  return minus(String(text));
}

/** A value with its unit, where there is one. */
export function formatWithUnit(value: number, unit: string | undefined, digits = 4): string {
  return unit === undefined || unit === '' ? formatValue(value, digits) : `${formatValue(value, digits)} ${unit}`;
}

/** A mean with the half-width of its confidence interval, both to the digits that mean something: `1.234 ± 0.012`. */
export function formatEstimate(mean: number, halfWidth: number | undefined): string {
  if (halfWidth === undefined) return formatValue(mean);
  if (halfWidth === 0) return `${formatValue(mean)} ± 0`;
  const decimals = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(Math.abs(halfWidth)))));
  const size = Math.abs(mean);
  if (size >= 1e7 || (size > 0 && size < 1e-4)) return `${formatValue(mean)} ± ${formatValue(halfWidth, 2)}`;
  return `${minus(mean.toFixed(decimals))} ± ${halfWidth.toFixed(decimals)}`;
}

/** Events per second and other rates, short: `762 k`, `1.2 M`. */
export function formatRate(rate: number): string {
  if (rate < 999.5) return String(Math.round(rate));
  if (rate < 999_500) return `${short(rate / 1000)} k`;
  if (rate < 999_500_000) return `${short(rate / 1e6)} M`;
  return `${short(rate / 1e9)} G`;
}

/** A share of one as a percentage; never 100 % before all is done, never 0 % once something is. */
export function formatPercent(fraction: number): string {
  if (fraction <= 0) return '0 %';
  if (fraction >= 1) return '100 %';
  return `${Math.min(99, Math.max(1, Math.round(fraction * 100)))} %`;
}

function short(value: number): string {
  return value >= 99.5 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function minus(text: string): string {
  return text.replace(/^-/, '−');
}
