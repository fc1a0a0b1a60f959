import { Select } from '@mantine/core';
import type { CampaignPage } from '../../../models/campaign/campaign.ts';
import type { Dimension, MapAxes } from '../../../models/campaign/parameter-map.ts';
import { usePart } from '../../../models/use-part.ts';
import classes from './map.module.css';

const none = '';

interface Props {
  readonly page: CampaignPage;
  readonly axes: MapAxes;
  readonly dimensions: readonly Dimension[];
}

/** Which variables span the map, which values of the others it shows, and what its cells tell. */
export function MapControls({ page, axes, dimensions }: Props) {
  const names = dimensions.filter(({ values }) => values.length > 1).map(({ name }) => name);
  const others = dimensions.filter(
    ({ name, values }) => values.length > 1 && name !== axes.x && name !== axes.y && name !== 'repetition',
  );
  const setX = (x: string) => page.map.setAxes(withoutAxes({ ...axes, x, y: axes.y === x ? axes.x : axes.y }));
  const setY = (y: string) =>
    page.map.setAxes(
      withoutAxes({ ...axes, y: y === none ? undefined : y, x: axes.x === y ? (axes.y ?? axes.x) : axes.x }),
    );
  const setSlice = (name: string, value: string) => {
    const { [name]: _old, ...slices } = axes.slices;
    page.map.setAxes({ ...axes, slices: value === none ? slices : { ...slices, [name]: value } });
  };
  return (
    <div className={classes.controls}>
      {names.length > 1 && (
        <>
          <Choice label="Across" value={axes.x} names={names} onChange={setX} />
          <Choice label="Down" value={axes.y ?? none} names={names} other="(nothing)" onChange={setY} />
        </>
      )}
      {others.map(({ name, values }) => (
        <Choice
          key={name}
          label={name}
          value={axes.slices[name] ?? none}
          names={values}
          other="all"
          onChange={value => setSlice(name, value)}
        />
      ))}
      <ColourChoice page={page} />
    </div>
  );
}

function withoutAxes(axes: MapAxes): MapAxes {
  const { [axes.x]: _x, [axes.y ?? '']: _y, ...slices } = axes.slices;
  return { ...axes, slices };
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
  readonly other?: string;
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, names, other, onChange }: ChoiceProps) {
  const all = names.map(name => ({ value: name, label: name }));
  return (
    <div className={classes.choice}>
      <span className={classes.choiceLabel} aria-hidden>
        {label}
      </span>
      <Select
        w={150}
        aria-label={label}
        data={other === undefined ? all : [{ value: none, label: other }, ...all]}
        value={value}
        onChange={next => onChange(next ?? none)}
      />
    </div>
  );
}

function ColourChoice({ page }: { page: CampaignPage }) {
  const { names, chosen } = usePart(page.values, state => ({ names: state.names, chosen: state.chosen }));
  if (names.length === 0) return undefined;
  const options = names.flatMap(({ name, modules }) => modules.map(module => ({ name, module })));
  const data = options.map(({ name, module }) => ({ value: `${name}\n${module}`, label: `${name} – ${module}` }));
  return (
    <div className={classes.choice}>
      <span className={classes.choiceLabel} aria-hidden>
        Show
      </span>
      <Select
        w={230}
        aria-label="What the cells show"
        searchable
        limit={100}
        comboboxProps={{ width: 340, position: 'bottom-end' }}
        data={[{ value: none, label: 'State of the runs' }, ...data]}
        value={chosen ? `${chosen.name}\n${chosen.module}` : none}
        onChange={next => {
          const [name = '', module = ''] = (next ?? none).split('\n');
          page.values.choose(name === '' ? undefined : { name, module });
        }}
      />
    </div>
  );
}
