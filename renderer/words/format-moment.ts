import { formatDuration } from './format-duration.ts';

const sameDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const thisYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const anyYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** Says when something was, in local time and as short as is unambiguous. Milliseconds since 1970 in. */
export function formatMoment(moment: number, now: number): string {
  const [then, today] = [new Date(moment), new Date(now)];
  if (then.toDateString() === today.toDateString()) return sameDay.format(then);
  return (then.getFullYear() === today.getFullYear() ? thisYear : anyYear).format(then);
}

/** Says how long ago something was: `just now`, `5 min ago`, `yesterday 14:03`, else its date. */
export function formatAgo(moment: number, now: number): string {
  const seconds = Math.max(0, (now - moment) / 1000);
  if (seconds < 45) return 'just now';
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (new Date(moment).toDateString() === yesterday.toDateString()) return `yesterday ${sameDay.format(moment)}`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`;
  return formatMoment(moment, now);
}

/** The whole date and time: for a title that appears on hovering. */
export function formatFullMoment(moment: number): string {
  return full.format(moment);
}

/** Says how much time lies between two moments in milliseconds. */
export function formatSpan(from: number, to: number): string {
  return formatDuration(Math.max(0, to - from) / 1000);
}
