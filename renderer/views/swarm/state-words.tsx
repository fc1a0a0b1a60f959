import type { SwarmWords } from '../../words/describe-swarm.ts';
import classes from './swarm.module.css';

/** The state of a node, a service or a task: a sign, words, and a note where the words may puzzle. */
export function StateWords({ words }: { words: SwarmWords }) {
  return (
    <>
      <span className={classes.state} data-look={words.look}>
        {words.text}
      </span>
      {words.note && <span className={classes.note}>{words.note}</span>}
    </>
  );
}
