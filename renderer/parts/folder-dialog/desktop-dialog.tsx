import { useEffect, useRef } from 'react';
import type { Desktop } from '../../client/desktop.ts';

interface Props {
  readonly choose: NonNullable<Desktop['chooseFolder']>;
  readonly startAt: string;
  readonly onChoose: (folder: string) => void;
  readonly onClose: () => void;
  readonly onFailed: () => void;
}

/** The desktop's own folder dialog: nothing of it is in the page. */
export function DesktopDialog(props: Props) {
  const latest = useRef(props);
  latest.current = props;
  const isAsked = useRef(false);
  useEffect(() => {
    // A dialog of the system cannot be taken back, so it is asked for once, however often the page is drawn.
    if (isAsked.current) return;
    isAsked.current = true;
    const { choose, startAt } = latest.current;
    choose(startAt).then(
      folder => (folder === undefined ? latest.current.onClose() : latest.current.onChoose(folder)),
      () => latest.current.onFailed(),
    );
  }, []);
  return undefined;
}
