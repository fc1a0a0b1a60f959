import classes from './help.module.css';

// How the ini file writes them: not our templates.
const variable = '$' + '{load=0.5, 0.7, 0.9}';
const inStep = '$' + '{mean=1, 2 ! load}';
const seeds = 'seed-set = $' + '{repetition}';

const examples = [
  ['$load < 0.5 && $repetition == 0', 'Light load, first repetition only'],
  ['$servers == 2 || $servers == 8', 'One or the other'],
  ['"$strategy" == "random"', 'Texts are put in quotes, the variable too'],
  ['0..11,24', 'Runs by their numbers'],
] as const;

/** Iteration variables, run filters, result filters. */
export function FiltersHelp() {
  return (
    <>
      <p>
        An iteration variable in the ini file, such as <code>{variable}</code>, makes a run for each value; several make
        a run for every combination, and <code>repeat = 3</code> makes three of each with other random numbers. To let
        two variables move in step rather than against each other, write <code>{inStep}</code>.
      </p>
      <h3 className={classes.subtitle}>Run filter</h3>
      <p>It is OMNeT++’s own: a condition on iteration variables, or a list of run numbers.</p>
      <dl className={classes.terms}>
        {examples.map(([filter, meaning]) => (
          <div key={filter} style={{ display: 'contents' }}>
            <dt>
              <code>{filter}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <h3 className={classes.subtitle}>Seeds</h3>
      <p>
        By default a run’s random numbers follow its number, and numbers change when you add a value. Write{' '}
        <code>{seeds}</code> to compare points with the same random numbers.
      </p>
    </>
  );
}
