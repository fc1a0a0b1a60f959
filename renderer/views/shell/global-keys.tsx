import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useShortcut } from '../../parts/use-shortcut.ts';
import { Palette } from './palette.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

const places: Readonly<Record<string, string>> = { c: '/', r: '/results', l: '/clusters', s: '/settings', h: '/help' };
const secondKeyWithin = 1500;

/** The shortcuts that work on every screen. */
export function GlobalKeys() {
  const [, navigate] = useLocation();
  const [dialog, setDialog] = useState<'shortcuts' | 'palette'>();
  const startedAt = useRef(0);
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
      if (place === undefined || performance.now() - startedAt.current > secondKeyWithin) return;
      startedAt.current = 0;
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
