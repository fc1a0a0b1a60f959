import { formatAgo, formatFullMoment } from '../words/format-moment.ts';
import { useNow } from './use-now.ts';

/** A moment as how long ago it was; the whole date on hovering. */
export function Ago({ moment }: { moment: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(moment).toISOString()} title={formatFullMoment(moment)}>
      {formatAgo(moment, now)}
    </time>
  );
}
