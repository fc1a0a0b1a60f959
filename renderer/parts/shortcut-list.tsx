import { Kbd } from '@mantine/core';
import classes from './shortcut-list.module.css';
import { shortcuts } from './shortcuts.ts';

/** All shortcuts, by where they work. */
export function ShortcutList() {
  return (
    <div className={classes.groups}>
      {shortcuts.map(({ where, list }) => (
        <section key={where} aria-label={where}>
          <h3 className={classes.where}>{where}</h3>
          <dl className={classes.list}>
            {list.map(({ keys, what }) => (
              <div key={what} className={classes.item}>
                <dt>
                  {keys.map(key => (
                    <Kbd key={key} size="xs">
                      {key}
                    </Kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
