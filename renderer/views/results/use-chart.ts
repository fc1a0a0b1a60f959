import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { type ChartDefinition, writeChart } from '../../models/results/chart-definition.ts';

/** A chart that is also the address: what is shown can be linked to, reloaded and gone back from. */
export function useChart<Chart extends ChartDefinition>(
  given: Chart | undefined,
  first: () => Chart,
): readonly [Chart, (chart: Chart) => void] {
  const [location, navigate] = useLocation();
  const [own, setOwn] = useState(() => given ?? first());
  const written = useRef(given);
  // An address that changed by itself (back, a saved chart) is taken over.
  const isForeign = given !== undefined && JSON.stringify(given) !== JSON.stringify(written.current ?? own);
  const chart = isForeign ? given : own;
  if (isForeign) {
    written.current = given;
    if (own !== given) setOwn(given);
  }
  const change = (next: Chart) => {
    written.current = next;
    setOwn(next);
    const path = new URLSearchParams(window.location.search).get('path');
    const kept = path === null ? '' : `&path=${encodeURIComponent(path)}`;
    navigate(location + writeChart(next) + kept, { replace: true });
  };
  return [chart, change];
}
