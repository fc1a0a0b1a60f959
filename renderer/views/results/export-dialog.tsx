import { Button, Checkbox, Group, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ExportFormat } from '../../../contract/results.ts';
import type { ChartDefinition } from '../../models/results/chart-definition.ts';
import type { ResultsPage } from '../../models/results/results-page.ts';
import { useModel } from '../../models/use-model.ts';
import { toFileName } from '../../parts/export/download.ts';
import { FolderField } from '../../parts/folder-dialog/folder-field.tsx';
import { FileWorkLine } from './file-work-line.tsx';
import { selectionOf } from './selection-of.ts';

const formats = [
  { value: 'CSV-R', label: 'CSV, records' },
  { value: 'CSV-S', label: 'CSV, spreadsheet' },
  { value: 'JSON', label: 'JSON' },
];

/** Writes all results a chart draws into a file, in the formats of OMNeT++'s own export tool. */
export function ExportDialog({
  page,
  chart,
  title,
  onClose,
}: {
  page: ResultsPage;
  chart: ChartDefinition;
  title: string;
  onClose: () => void;
}) {
  const { work } = useModel(page.exporting);
  const [format, setFormat] = useState<ExportFormat>('CSV-R');
  const [folder, setFolder] = useState('');
  const [name, setName] = useState(() => toFileName(title, 'csv'));
  const [overwrite, setOverwrite] = useState(false);
  const change = (next: string) => {
    setFormat(next as ExportFormat);
    setName(name.replace(/\.\w+$/, next === 'JSON' ? '.json' : '.csv'));
  };
  const start = (event: FormEvent) => {
    event.preventDefault();
    const destination = `${folder.replace(/\/$/, '')}/${name.trim()}`;
    const question = { ...selectionOf(page.source, chart), format, destination, overwrite };
    void page.exporting.start(signal => page.line.client.results.export(question, signal));
  };
  return (
    <Modal opened onClose={onClose} title={<strong>Write results to a file</strong>} size="lg">
      <form onSubmit={start}>
        <SegmentedControl aria-label="Format" data={formats} value={format} onChange={change} mb={12} />
        <FolderField label="Folder" value={folder} onChange={setFolder} />
        <TextInput
          label="File name"
          mt={10}
          value={name}
          classNames={{ input: 'mono' }}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Checkbox
          mt={10}
          label="Replace the file if it is there"
          checked={overwrite}
          onChange={event => setOverwrite(event.currentTarget.checked)}
        />
        <FileWorkLine model={page.exporting} />
        <Group justify="flex-end" gap={8} mt={16}>
          <Button onClick={onClose}>Close</Button>
          <Button
            type="submit"
            variant="filled"
            disabled={folder === '' || name.trim() === ''}
            loading={work?.phase === 'working'}
          >
            Write
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
