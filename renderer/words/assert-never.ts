/** Stands in a switch's last branch, so that a switch that forgets a case does not compile. */
export function assertNever(value: never): never {
  throw new Error(`No words for ${JSON.stringify(value)}`);
}
