import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconBookmark,
  IconBraces,
  IconDownload,
  IconFileTypeCsv,
  IconNotebook,
  IconPhoto,
  IconSvg,
  IconTableExport,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { ChartDefinition } from '../../models/results/chart-definition.ts';
import type { ResultsPage } from '../../models/results/results-page.ts';
import { svgToPng } from '../../parts/export/chart-to-svg.ts';
import { type DataSheet, toCsv, toJson } from '../../parts/export/data-sheet.ts';
import { download, toFileName } from '../../parts/export/download.ts';
import { asFailure, describeFailure } from '../../words/describe-failure.ts';
import { ExportDialog } from './export-dialog.tsx';
import classes from './results.module.css';
import { SaveChartDialog } from './save-chart-dialog.tsx';
import { selectionOf } from './selection-of.ts';

interface Props {
  readonly page: ResultsPage;
  readonly chart: ChartDefinition;
  readonly title: string;
  /** The chart's data; undefined while there is none. */
  readonly table: () => DataSheet | undefined;
  /** The chart as a picture that stands alone: an SVG file's content. */
  readonly picture: () => string;
}

type Dialog = 'save' | 'export' | undefined;

/** What can be done with a chart: keep it, take its picture, take its data along. */
export function ChartMenu({ page, chart, title, table, picture }: Props) {
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  const sheet = table();
  const save = (extension: string, content: string, type: string) =>
    download(toFileName(title, extension), content, type);
  return (
    <div className={classes.deeds}>
      {page.canSave && (
        <Button leftSection={<IconBookmark size={15} aria-hidden />} onClick={() => setDialog('save')}>
          Save chart…
        </Button>
      )}
      <Menu>
        <Menu.Target>
          <Button leftSection={<IconDownload size={15} aria-hidden />}>Export</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Picture</Menu.Label>
          <Menu.Item
            leftSection={<IconPhoto size={15} />}
            disabled={!sheet}
            onClick={() => tell(async () => download(toFileName(title, 'png'), await svgToPng(picture())))}
          >
            PNG
          </Menu.Item>
          <Menu.Item
            leftSection={<IconSvg size={15} />}
            disabled={!sheet}
            onClick={() => tell(async () => save('svg', picture(), 'image/svg+xml'))}
          >
            SVG
          </Menu.Item>
          <Menu.Label>Data of the chart</Menu.Label>
          <Menu.Item
            leftSection={<IconFileTypeCsv size={15} />}
            disabled={!sheet}
            onClick={() => sheet && save('csv', toCsv(sheet), 'text/csv;charset=utf-8')}
          >
            CSV
          </Menu.Item>
          <Menu.Item
            leftSection={<IconBraces size={15} />}
            disabled={!sheet}
            onClick={() => sheet && save('json', toJson(sheet), 'application/json')}
          >
            JSON
          </Menu.Item>
          <Menu.Label>All of these results</Menu.Label>
          <Menu.Item leftSection={<IconTableExport size={15} />} onClick={() => setDialog('export')}>
            Write to a file…
          </Menu.Item>
          <Menu.Item leftSection={<IconNotebook size={15} />} onClick={() => tell(() => copyNotebook(page, chart))}>
            Copy as notebook cell
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'save' && <SaveChartDialog page={page} chart={chart} title={title} onClose={close} />}
      {dialog === 'export' && <ExportDialog page={page} chart={chart} title={title} onClose={close} />}
    </div>
  );
}

async function copyNotebook(page: ResultsPage, chart: ChartDefinition): Promise<void> {
  const { python } = await page.line.client.results.notebook(selectionOf(page.source, chart));
  await navigator.clipboard.writeText(python);
  notifications.show({ message: 'Copied. Paste it into a notebook: it loads the same results with omnetpp.scave.' });
}

// What fails here was asked for from a menu that is closed by then, so it is told at the edge of the window.
function tell(work: () => Promise<void>): void {
  work().catch(error => {
    const { title, advice } = describeFailure(asFailure(error));
    notifications.show({ color: 'red', title, message: advice });
  });
}
