import screen from '../../parts/screen.module.css';
import { ScreenHeader } from '../../parts/screen-header.tsx';
import { ShortcutList } from '../../parts/shortcut-list.tsx';
import { CommandLineHelp } from './command-line-help.tsx';
import { EndReasonsHelp } from './end-reasons-help.tsx';
import { FiltersHelp } from './filters-help.tsx';
import { FirstStepsHelp } from './first-steps-help.tsx';
import classes from './help.module.css';

const chapters = [
  { id: 'first-steps', title: 'First campaign', content: <FirstStepsHelp /> },
  { id: 'filters', title: 'Parameters and filters', content: <FiltersHelp /> },
  { id: 'ends', title: 'What a run’s state and end mean', content: <EndReasonsHelp /> },
  { id: 'shortcuts', title: 'Keyboard', content: <ShortcutList /> },
  { id: 'command-line', title: 'From the command line', content: <CommandLineHelp /> },
];

/** Help that is always there, also without a network. */
export function HelpScreen() {
  return (
    <div className={screen.screen}>
      <ScreenHeader title="Help" />
      <div className={classes.help}>
        <nav className={classes.contents} aria-label="Chapters">
          {chapters.map(({ id, title }) => (
            <a key={id} href={`#${id}`}>
              {title}
            </a>
          ))}
        </nav>
        <div className={classes.chapters}>
          {chapters.map(({ id, title, content }) => (
            <section key={id} id={id} className={`${screen.panel} ${classes.chapter}`} aria-label={title}>
              <h2 className={classes.title}>{title}</h2>
              {content}
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}
