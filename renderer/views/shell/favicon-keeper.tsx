import { useEffect } from 'react';
import { fractionDone, isLive, latestFirst } from '../../models/campaign-list.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';

const size = 64;

/** Shows how far the latest live campaign is in the window's small icon. */
export function FaviconKeeper() {
  const { view } = useModel(useApp().campaigns);
  const live = view.phase === 'live' ? latestFirst(view.value).find(isLive) : undefined;
  // A ring of fifty steps: drawn fifty times at most, not with every change.
  const step = live && live.runCount > 0 ? Math.round(fractionDone(live) * 50) : undefined;
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (!link) return;
    link.href = step === undefined ? '/icon.svg' : drawRing(step / 50);
    link.type = step === undefined ? 'image/svg+xml' : 'image/png';
  }, [step]);
  return undefined;
}

function drawRing(fraction: number): string {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d');
  if (!pen) return '/icon.svg';
  const arc = (to: number, color: string) => {
    pen.beginPath();
    pen.lineWidth = 12;
    pen.strokeStyle = color;
    pen.arc(size / 2, size / 2, size / 2 - 8, -Math.PI / 2, -Math.PI / 2 + to * 2 * Math.PI);
    pen.stroke();
  };
  arc(1, '#c3c4f5');
  arc(fraction, '#4a4cc0');
  pen.fillStyle = '#4a4cc0';
  pen.beginPath();
  pen.arc(size / 2, size / 2, 9, 0, 2 * Math.PI);
  pen.fill();
  return canvas.toDataURL('image/png');
}
