import { ActionIcon, Button, Group, NumberInput, Select, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import type { VectorChart } from '../../../models/results/chart-definition.ts';
import type { Vector } from '../../../models/results/vector-answers.ts';
import { pan, rangeOf, zoom } from './time-range.ts';

const transforms = [
  { value: 'none', label: 'as recorded' },
  { value: 'moving-average', label: 'moving average' },
  { value: 'running-average', label: 'running average' },
  { value: 'difference', label: 'difference' },
  { value: 'rate', label: 'rate' },
];

interface Props {
  readonly chart: VectorChart;
  readonly vectors: readonly Vector[];
  readonly onChange: (chart: VectorChart) => void;
}

/** What is done to the samples, and which part of simulated time is looked at. */
export function VectorControls({ chart, vectors, onChange }: Props) {
  const range = rangeOf(chart, vectors);
  const move = (next: Partial<VectorChart>) => onChange({ ...chart, ...next });
  const { from: _from, to: _to, ...whole } = chart;
  return (
    <>
      <Select
        label="Samples"
        w={150}
        data={transforms}
        value={chart.transform}
        onChange={transform => transform && move({ transform: transform as VectorChart['transform'] })}
      />
      {chart.transform === 'moving-average' && (
        <NumberInput
          label="Window"
          w={110}
          min={2}
          max={1_000_000}
          suffix=" samples"
          value={chart.window}
          onChange={window => typeof window === 'number' && window >= 2 && move({ window: Math.round(window) })}
        />
      )}
      <Group gap={4}>
        <Step label="Earlier" onClick={() => move(pan(range, -0.3))}>
          <IconArrowLeft size={16} aria-hidden />
        </Step>
        <Step label="Zoom in" onClick={() => move(zoom(range, 0.5))}>
          <IconZoomIn size={16} aria-hidden />
        </Step>
        <Step label="Zoom out" onClick={() => move(zoom(range, 2))}>
          <IconZoomOut size={16} aria-hidden />
        </Step>
        <Step label="Later" onClick={() => move(pan(range, 0.3))}>
          <IconArrowRight size={16} aria-hidden />
        </Step>
        <Button disabled={chart.from === undefined && chart.to === undefined} onClick={() => onChange(whole)}>
          Whole time
        </Button>
      </Group>
    </>
  );
}

function Step({ label, onClick, children }: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size={30} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
