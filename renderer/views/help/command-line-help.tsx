/** The same from a terminal. */
export function CommandLineHelp() {
  return (
    <>
      <p>The command line does the same through the same services; both can be used at once.</p>
      <pre>{`npm run simswarm -- run -c Quick examples/queueing
npm run simswarm -- run -c Quick -r '$load==0.5' --json examples/queueing
npm run simswarm -- list
npm run simswarm -- --help`}</pre>
      <p>
        <code>run</code> expands, compiles, runs and waits; it ends with exit code 1 when a run failed.{' '}
        <code>--json</code> is for scripts.
      </p>
    </>
  );
}
