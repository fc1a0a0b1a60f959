import { Button, CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { isFiltering, noFilter } from '../../models/campaign/run-filter.ts';
import { usePart } from '../../models/use-part.ts';
import screen from '../../parts/screen.module.css';
import { useShortcut } from '../../parts/use-shortcut.ts';
import { formatCount } from '../../words/format-number.ts';
import { ValueFilter } from './value-filter.tsx';

/** Filters of the run table, and how many runs they let through. */
export function RunsToolbar({ page }: { page: CampaignPage }) {
  const filter = usePart(page.runs, state => state.filter);
  return (
    <search className={screen.toolbar} aria-label="Filter runs">
      <TextFilter page={page} />
      <ValueFilter page={page} />
      {filter.only && (
        <Button
          rightSection={<IconX size={13} aria-hidden />}
          title="Show all runs again"
          onClick={() => page.setFilter({ ...filter, only: undefined })}
        >
          <span className="truncate" style={{ maxWidth: 240 }}>
            {filter.only.label}
          </span>
        </Button>
      )}
      {isFiltering(filter) && (
        <Button variant="subtle" onClick={() => page.setFilter(noFilter)}>
          Show all
        </Button>
      )}
      <span className={screen.spring} />
      <Amount page={page} />
    </search>
  );
}

function Amount({ page }: { page: CampaignPage }) {
  const text = usePart(page.runs, ({ filter, rows, total }) =>
    isFiltering(filter) ? `${formatCount(rows.length)} of ${formatCount(total)} runs` : `${formatCount(total)} runs`,
  );
  return (
    <span className="dim numeric" role="status">
      {text}
    </span>
  );
}

// What is typed is shown at once; the table follows when typing rests.
function TextFilter({ page }: { page: CampaignPage }) {
  const filter = usePart(page.runs, state => state.filter);
  const [typed, setTyped] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', () => input.current?.focus());
  const apply = useDebouncedCallback((text: string) => {
    page.setFilter({ ...page.runs.read().filter, text });
    setTyped(undefined);
  }, 120);
  const type = (text: string) => {
    setTyped(text);
    apply(text);
  };
  const shown = typed ?? filter.text;
  return (
    <TextInput
      ref={input}
      aria-label="Filter runs by words"
      placeholder="Filter: value, state, reason…"
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={shown !== '' && <CloseButton size={18} aria-label="Clear" onClick={() => type('')} />}
      value={shown}
      onChange={event => type(event.currentTarget.value)}
      w={240}
    />
  );
}
