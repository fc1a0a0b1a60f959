import { useEffect } from 'react';

/** Names the window after the screen in it. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === 'simswarm' ? title : `${title} – simswarm`;
  }, [title]);
}
