import { inspect } from 'node:util';
import { app, BrowserWindow, clipboard, dialog, type MessageBoxOptions } from 'electron';
import { type AnyFailure, type Failure, fromFailureRecord, toFailureRecord } from '../../contract/failure.ts';
import { describeFailure } from '../../renderer/words/describe-failure.ts';
import type { QuitQuestion } from './quit-question.ts';

/** Tells of a failure that nobody asked for, next to no window in particular. */
export function tellFailure(failure: Failure): void {
  const { title, advice } = describeFailure(failure as AnyFailure);
  void show({ type: 'warning', message: title, detail: advice });
}

/** Tells why the application cannot open, and waits until that is read. */
export async function tellCannotOpen(error: unknown): Promise<void> {
  const { title, advice } = describeFailure(toAnyFailure(error));
  await show({ type: 'error', message: title, detail: advice });
}

/** Asks before quitting; answers whether to quit. */
export async function askBeforeQuitting({ message, detail }: QuitQuestion): Promise<boolean> {
  const buttons = ['Quit', 'Keep Running'];
  const { response } = await show({ type: 'question', message, detail, buttons, defaultId: 1, cancelId: 1 });
  return response === 0;
}

let isTellingBug = false;

/** Tells of a bug, with its details to copy; what goes wrong while one is told is in the log. */
export async function tellBug(error: unknown): Promise<void> {
  if (isTellingBug) return;
  isTellingBug = true;
  const { title, advice } = describeFailure(toAnyFailure(error));
  const buttons = ['Copy Details', 'Close'];
  const { response } = await show({
    type: 'error',
    message: title,
    detail: advice,
    buttons,
    defaultId: 1,
    cancelId: 1,
  });
  isTellingBug = false;
  if (response === 0) clipboard.writeText(`simswarm ${app.getVersion()}\n${inspect(error, { depth: 4 })}`);
}

/** Asks what to do about a window whose page has died; answers whether to load it again. */
export async function askToReload(reason: string): Promise<boolean> {
  const detail = `Its process ended (${reason}). Campaigns go on; nothing is lost by loading it again.`;
  const buttons = ['Reload', 'Close'];
  const { response } = await show({ type: 'error', message: 'This window has stopped working', detail, buttons });
  return response === 0;
}

function show(options: MessageBoxOptions) {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  return window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options);
}

function toAnyFailure(error: unknown): AnyFailure {
  return fromFailureRecord(toFailureRecord(error)) as AnyFailure;
}
