import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';

/** Follows the chosen colours: those of the system unless Settings say otherwise. */
export function ThemeKeeper() {
  const { view } = useModel(useApp().settings);
  const { setColorScheme } = useMantineColorScheme();
  const theme = view.phase === 'live' ? view.value.theme : undefined;
  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme === 'system' ? 'auto' : theme);
  }, [theme, setColorScheme]);
  return undefined;
}
