import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { isElsewhere, useShortcut } from '../../parts/use-shortcut.ts';
import { Palette } from './palette.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

const places: Readonly<Record<string, string>> = { c: '/', r: '/results', l: '/clusters', s: '/settings', h: '/help' };
const secondKeyWithin = 1500;

/** The shortcuts that work on every screen. */
export function GlobalKeys() {
  const [, navigate] = useLocation();
  const [dialog, setDialog] = useState<'shortcuts' | 'palette'>();
  // When the first of two keys was pressed.
  const startedAt = useRef(Number.NEGATIVE_INFINITY);
  useShortcut('n', () => navigate('/new'));
  useShortcut('?', () => setDialog('shortcuts'));
  useShortcut('g', () => {
    startedAt.current = performance.now();
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        setDialog('palette');
      }
      const place = places[event.key];
      const isSecond = performance.now() - startedAt.current < secondKeyWithin;
      if (place === undefined || !isSecond || isElsewhere(event.target)) return;
      startedAt.current = Number.NEGATIVE_INFINITY;
      navigate(place);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [navigate]);
  const close = () => setDialog(undefined);
  return (
    <>
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      {dialog === 'palette' && <Palette onClose={close} />}
    </>
  );
}
