import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import classes from './shell.module.css';
import { Sidebar } from './sidebar.tsx';

/** The frame around every screen: the sidebar, and the screen's own place. */
export function Shell({ children }: { children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  useFocusOnScreen(main);
  return (
    <div className={classes.shell}>
      <button type="button" className={classes.skip} onClick={() => main.current?.focus()}>
        Skip to content
      </button>
      <Sidebar />
      <main ref={main} id="main" className={classes.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

// A screen reader must hear that another screen came; within a campaign the focus stays where it is.
function useFocusOnScreen(main: React.RefObject<HTMLElement | null>): void {
  const [location] = useLocation();
  const screen = location.split('/').slice(0, 3).join('/');
  const before = useRef(screen);
  useEffect(() => {
    if (before.current === screen) return;
    before.current = screen;
    main.current?.focus({ preventScroll: true });
    main.current?.scrollTo({ top: 0 });
  }, [screen, main]);
}
