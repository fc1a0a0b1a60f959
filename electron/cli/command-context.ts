import type { Client } from '../../renderer/client/client.ts';
import { asFailure, describeFailure } from '../../renderer/words/describe-failure.ts';
import { openForCommandLine } from './connect.ts';

/** Options that every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly storage?: string;
}

/** Opens the application, does a command's work and closes it; what goes wrong is told in words. Answers with the exit code. */
export async function withApplication(
  options: CommonOptions,
  work: (client: Client, context: { isOwner: boolean; link: string }) => Promise<number>,
): Promise<void> {
  try {
    await using application = await openForCommandLine(options.storage);
    process.exitCode = await work(application.client, application);
  } catch (error) {
    reportFailure(error, options);
    process.exitCode = 1;
  }
}

/** Says on standard error what went wrong, to what, and what to do; as JSON where a script asked. */
export function reportFailure(error: unknown, { json }: CommonOptions): void {
  const failure = asFailure(error);
  if (json) {
    console.error(JSON.stringify({ failure: { code: failure.code, details: failure.details } }));
    return;
  }
  const { title, advice, output } = describeFailure(failure);
  for (const line of output ?? []) console.error(`  ${line}`);
  console.error(`simswarm: ${title}`);
  console.error(`  ${advice}`);
  if (failure.code === 'unexpected' && error instanceof Error && process.env.SIMSWARM_DEBUG) console.error(error.stack);
}

/** The first item of a watch: the present state, for those who only want to know once. */
export async function firstOf<Item>(items: AsyncIterable<Item>): Promise<Item> {
  for await (const item of items) return item;
  throw new Error('the watch ended before it began');
}

/** All rows of a watched table, once. */
export async function rowsOf<Row>(
  items: AsyncIterable<{ kind: 'snapshot'; rows: Row[]; more?: boolean | undefined } | { kind: 'changes' }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const item of items) {
    if (item.kind === 'snapshot') rows.push(...item.rows);
    if (item.kind !== 'snapshot' || !item.more) break;
  }
  return rows;
}
