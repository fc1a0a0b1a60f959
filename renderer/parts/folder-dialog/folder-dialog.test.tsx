// @vitest-environment jsdom
import { cleanup, render, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DesktopDialog } from './desktop-dialog.tsx';

afterEach(cleanup);

function show(choose: (startAt: string) => Promise<string | undefined>) {
  const told = { onChoose: vi.fn(), onClose: vi.fn(), onFailed: vi.fn() };
  const view = render(<DesktopDialog choose={choose} startAt="/home/ada" {...told} />);
  return { ...told, again: () => view.rerender(<DesktopDialog choose={choose} startAt="/home/ada" {...told} />) };
}

describe('the desktop’s own folder dialog', () => {
  it('begins where the page says, once, and hands the folder over', async () => {
    const choose = vi.fn(async () => '/home/ada/inet');
    const { onChoose, onClose, again } = show(choose);
    again();
    await waitFor(() => expect(onChoose).toHaveBeenCalledWith('/home/ada/inet'));
    expect(choose.mock.calls).toEqual([['/home/ada']]);
    expect(onClose).not.toHaveBeenCalled();
  });

  it('is closed without a folder when the person chose none', async () => {
    const { onChoose, onClose } = show(async () => undefined);
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(onChoose).not.toHaveBeenCalled();
  });

  it('gives way to the page’s dialog when the shell cannot show one', async () => {
    const { onFailed } = show(async () => Promise.reject(new Error('no handler')));
    await waitFor(() => expect(onFailed).toHaveBeenCalledOnce());
  });
});
