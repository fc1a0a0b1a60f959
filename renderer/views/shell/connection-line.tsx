import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { formatMoment } from '../../words/format-moment.ts';
import classes from './sidebar.module.css';

/** Says that the application is away, and since when what is shown is old; silent while all is well. */
export function ConnectionLine() {
  const { connection } = useApp();
  const { state } = useModel(connection);
  return (
    <div role="status" className={classes.connection}>
      {state.phase === 'reconnecting' && (
        <button type="button" className={classes.reconnecting} onClick={connection.retryNow}>
          <strong>Reconnecting…</strong>
          <span className={classes.label}>Shown as of {formatMoment(state.since, Date.now())}</span>
        </button>
      )}
    </div>
  );
}
