import { arch } from 'node:os';
import { runCommand } from '../run-command.ts';

/** Names what compiles here: the image (which holds the simulator), the compiler, the architecture. */
export async function readToolchain(image: string): Promise<string> {
  const compiler = process.env.CXX ?? 'c++';
  // A project that needs no compiler can do without one.
  const version = await runCommand([compiler, '--version']).then(
    ({ stdout }) => stdout.split('\n')[0] ?? '',
    () => 'none',
  );
  return [image, version, arch()].join(', ');
}
