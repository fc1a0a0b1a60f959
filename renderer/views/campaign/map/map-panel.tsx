import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { CampaignPage } from '../../../models/campaign/campaign.ts';
import { repetitionVariable } from '../../../models/campaign/run-filter.ts';
import { usePart } from '../../../models/use-part.ts';
import screen from '../../../parts/screen.module.css';
import classes from './map.module.css';
import { MapControls } from './map-controls.tsx';
import { MapGrid } from './map-grid.tsx';
import { MapLegend } from './map-legend.tsx';
import { MapTable } from './map-table.tsx';

/** The parameter space of a campaign: a cell for every point, filling as its runs end; also as a plain table. */
export function MapPanel({ page }: { page: CampaignPage }) {
  const { axes, dimensions } = usePart(page.map, state => ({ axes: state.axes, dimensions: state.dimensions }));
  const [isOpen, setOpen] = useState(true);
  const [view, setView] = useState('map');
  const isPoint = dimensions.every(({ values, name }) => values.length < 2 || name === repetitionVariable);
  if (!axes || (isPoint && dimensions.every(({ values }) => values.length < 2))) return undefined;
  return (
    <section className={`${screen.panel} ${classes.panel}`} aria-label="Parameter space">
      <div className={classes.head}>
        <Tooltip label={isOpen ? 'Hide the map' : 'Show the map'}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label="Parameter space"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
          </ActionIcon>
        </Tooltip>
        <h2 className={screen.panelTitle}>Parameter space</h2>
        {isOpen && (
          <>
            <MapControls page={page} axes={axes} dimensions={dimensions} />
            <SegmentedControl
              className={classes.views}
              aria-label="How the parameter space is shown"
              data={[
                { value: 'map', label: 'Map' },
                { value: 'table', label: 'Table' },
              ]}
              value={view}
              onChange={setView}
            />
          </>
        )}
      </div>
      {isOpen && (view === 'map' ? <MapGrid page={page} axes={axes} /> : <MapTable page={page} axes={axes} />)}
      {isOpen && view === 'map' && <MapLegend page={page} />}
    </section>
  );
}
