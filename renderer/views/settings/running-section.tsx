import { NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { localClusterId } from '../../../contract/clusters.ts';
import type { Settings } from '../../../contract/settings.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { LimitFields } from '../../parts/limit-fields.tsx';
import { SlotsField } from '../../parts/slots-field.tsx';
import { Section } from './section.tsx';

interface Props {
  readonly settings: Settings;
  readonly onChange: (part: Partial<Settings>) => Promise<boolean>;
}

/** How runs are run, unless a campaign says otherwise. */
export function RunningSection({ settings, onChange }: Props) {
  const { view } = useModel(useApp().clusters);
  const computer = view.phase === 'live' ? view.value.get(localClusterId) : undefined;
  return (
    <Section title="Running">
      {computer && <SlotsField clusterId={computer.id} cores={computer.cores} slots={computer.slots.total} />}
      <NumberInput
        label="Pause a campaign when its first runs die alike"
        description="After so many equal failures at the start; 0 never pauses"
        min={0}
        max={10_000}
        allowDecimal={false}
        maw={330}
        value={settings.pauseAfterSameFailures}
        onChange={count => typeof count === 'number' && void onChange({ pauseAfterSameFailures: count })}
      />
      <NumberInput
        label="Time to end politely"
        description="A run that is cancelled may still write its results; then it is killed"
        min={0.1}
        max={600}
        suffix=" s"
        maw={330}
        value={settings.graceSeconds}
        onChange={seconds => typeof seconds === 'number' && seconds >= 0.1 && void onChange({ graceSeconds: seconds })}
      />
      <LimitFields limits={settings.limits} onChange={limits => void onChange({ limits })} />
      <SimulatorPath settings={settings} onChange={onChange} />
    </Section>
  );
}

function SimulatorPath({ settings, onChange }: Props) {
  const [text, setText] = useState(settings.simulatorPath ?? '');
  const keep = () => text !== (settings.simulatorPath ?? '') && void onChange({ simulatorPath: text.trim() });
  return (
    <TextInput
      label="Where OMNeT++ is"
      description="Only needed when opp_run is not on the PATH"
      placeholder="/opt/omnetpp-6.1/bin"
      classNames={{ input: 'mono' }}
      spellCheck={false}
      value={text}
      onChange={event => setText(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={event => event.key === 'Enter' && keep()}
    />
  );
}
