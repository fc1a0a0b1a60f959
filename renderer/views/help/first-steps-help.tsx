import { Link } from 'wouter';

/** The way from nothing to a plot. */
export function FirstStepsHelp() {
  return (
    <>
      <ol>
        <li>
          Press <Link href="/new?choose">New campaign</Link> and choose a project: INET, a fork of it, any OMNeT++
          model, or the example that comes with simswarm.
        </li>
        <li>
          Choose a configuration. On the right you see the runs it expands to, and below them what might go wrong.
        </li>
        <li>Press Run. The project is compiled once, then its runs go to every free slot.</li>
        <li>
          Watch the map of the parameter space fill. A click on a cell shows its runs; a click on a run shows its
          parameters, its log and how it ended.
        </li>
        <li>
          Open Results: scalars over your iteration variables with confidence intervals, vectors over time, histograms.
          The files themselves are in the project’s own results folder, as if you had run it there by hand.
        </li>
      </ol>
      <p>
        Your working tree is run as it is: no commit or push is needed. The campaign remembers commit and changes.
        Running the campaign again keeps the results that are still valid and does only what is missing.
      </p>
    </>
  );
}
