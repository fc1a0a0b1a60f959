import { Button, Checkbox, Popover, ScrollArea } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { usePart } from '../../models/use-part.ts';
import classes from './value-filter.module.css';

/** Shows only runs with chosen values of the iteration variables. */
export function ValueFilter({ page }: { page: CampaignPage }) {
  const filter = usePart(page.runs, state => state.filter);
  const dimensions = usePart(page.map, state => state.dimensions);
  const choosable = dimensions.filter(({ values }) => values.length > 1);
  const count = Object.keys(filter.values).length;
  if (choosable.length === 0) return undefined;
  const toggle = (name: string, value: string) => {
    const before = filter.values[name] ?? [];
    const accepted = before.includes(value) ? before.filter(other => other !== value) : [...before, value];
    const { [name]: _old, ...others } = filter.values;
    page.setFilter({ ...filter, values: accepted.length > 0 ? { ...others, [name]: accepted } : others });
  };
  return (
    <Popover position="bottom-start" width="auto" keepMounted={false}>
      <Popover.Target>
        <Button leftSection={<IconAdjustmentsHorizontal size={15} aria-hidden />}>
          {count === 0 ? 'Values' : describeValues(filter.values)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Values of the iteration variables">
        <div className={classes.columns}>
          {choosable.map(({ name, values }) => (
            <fieldset key={name} className={classes.column}>
              <legend className={classes.legend}>{name}</legend>
              <ScrollArea.Autosize mah={260} type="auto">
                {values.map(value => (
                  <Checkbox
                    key={value}
                    label={value}
                    className={classes.value}
                    checked={filter.values[name]?.includes(value) ?? false}
                    onChange={() => toggle(name, value)}
                  />
                ))}
              </ScrollArea.Autosize>
            </fieldset>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function describeValues(values: Readonly<Record<string, readonly string[]>>): string {
  const parts = Object.entries(values).map(([name, accepted]) =>
    accepted.length === 1 ? `${name} = ${accepted[0]}` : `${name}: ${accepted.length} values`,
  );
  return parts.join(', ');
}
