import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type RunCounts, SavedChart } from '../../../contract/campaigns.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { CampaignId, RunFile, RunId, RunState } from '../../../contract/runs.ts';
import type {
  AttemptRecord,
  CampaignHistory,
  CampaignRecord,
  EarlierRun,
  EndedRun,
  RunRecord,
} from '../../services/campaigns/records.ts';
import { emptyCounts } from '../../services/campaigns/run-table.ts';
import type { FolderHistory } from '../../services/projects/projects.ts';
import type { ResultHistory } from '../local/preflight-probes.ts';
import { inTransaction, openDatabase } from './database.ts';
import { migrations } from './migrations.ts';

/** The application's memory on disk. */
export interface History extends CampaignHistory, FolderHistory, ResultHistory {
  /** Whether campaigns are going on on a swarm, or results are only there. */
  isSwarmInUse(clusterId: string): boolean;
  close(): void;
}

/** Opens the history in a SQLite file (write-ahead log, one writer). `onBackup` hears of a damaged one that was set aside. */
export function openHistory(path: string, onBackup: (failure: Failure) => void): History {
  mkdirSync(dirname(path), { recursive: true });
  const database = openDatabase(path, migrations, onBackup);
  return {
    ...keepCampaigns(database),
    ...keepRuns(database),
    ...keepCharts(database),
    ...keepFolders(database),
    ...tellOfResults(database),
    close: () => database.close(),
  };
}

interface Data {
  readonly data: string;
}

function read<T>({ data }: Data): T {
  return JSON.parse(data) as T;
}

function rows<T>(statement: StatementSync, ...parameters: Array<string | number>): T[] {
  return statement.all(...parameters) as unknown as T[];
}

function keepCampaigns(database: DatabaseSync) {
  const list = database.prepare('SELECT data FROM campaigns ORDER BY createdAt');
  const find = database.prepare('SELECT data FROM campaigns WHERE id = ?');
  const count = database.prepare('SELECT campaign, state, count(*) AS runs FROM runs GROUP BY campaign, state');
  const save = database.prepare(
    `INSERT INTO campaigns (id, createdAt, buildKey, resultFolder, data) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET buildKey = excluded.buildKey, resultFolder = excluded.resultFolder, data = excluded.data`,
  );
  const remove = database.prepare('DELETE FROM campaigns WHERE id = ?');
  const size = database.prepare(
    `SELECT (SELECT coalesce(sum(length(data)), 0) FROM runs WHERE campaign = $id)
          + (SELECT coalesce(sum(length(f.data)), 0) FROM files f JOIN runs r ON r.id = f.run WHERE r.campaign = $id)
          + (SELECT coalesce(sum(length(a.data)), 0) FROM attempts a JOIN runs r ON r.id = a.run WHERE r.campaign = $id)
          + (SELECT coalesce(sum(length(data)), 0) FROM campaigns WHERE id = $id) AS bytes`,
  );
  const elsewhere = database.prepare(
    `SELECT DISTINCT campaign FROM runs WHERE json_extract(data, '$.row.place') = 'there'`,
  );
  const inUse = database.prepare(
    `SELECT 1 FROM campaigns c WHERE json_extract(c.data, '$.campaign.request.clusterId') = $clusterId AND (
       json_extract(c.data, '$.campaign.phase') NOT IN ('ended', 'interrupted')
       OR EXISTS (SELECT 1 FROM runs r WHERE r.campaign = c.id AND json_extract(r.data, '$.row.place') = 'there')) LIMIT 1`,
  );
  const builds = database.prepare(
    'SELECT buildKey, count(*) AS campaigns FROM campaigns WHERE buildKey IS NOT NULL GROUP BY buildKey',
  );
  return {
    findCampaign(id: string): CampaignRecord | undefined {
      const row = find.get(id) as Data | undefined;
      return row && read<CampaignRecord>(row);
    },
    countRuns(): Map<CampaignId, RunCounts> {
      const counts = new Map<CampaignId, RunCounts>();
      for (const row of rows<{ campaign: CampaignId; state: RunState; runs: number }>(count)) {
        counts.set(row.campaign, { ...(counts.get(row.campaign) ?? emptyCounts()), [row.state]: row.runs });
      }
      return counts;
    },
    isSwarmInUse: (clusterId: string) => inUse.get({ clusterId }) !== undefined,
    listWithResultsElsewhere: () => new Set(rows<{ campaign: CampaignId }>(elsewhere).map(row => row.campaign)),
    listCampaigns: () => rows<Data>(list).map(row => read<CampaignRecord>(row)),
    saveCampaign(record: CampaignRecord): void {
      const { id, createdAt, build, resultFolder } = record.campaign;
      save.run(id, createdAt, build?.key ?? null, resultFolder, JSON.stringify(record));
    },
    deleteCampaign: (id: string): void => void remove.run(id),
    sizeOf: (id: string): number => (size.get({ id }) as { bytes: number }).bytes,
    buildKeysInUse: () =>
      new Map(rows<{ buildKey: string; campaigns: number }>(builds).map(row => [row.buildKey, row.campaigns])),
  };
}

function keepRuns(database: DatabaseSync) {
  const ofCampaign = database.prepare('SELECT data FROM runs WHERE campaign = ? ORDER BY rowid');
  const find = database.prepare('SELECT data FROM runs WHERE id = ?');
  const save = database.prepare(
    `INSERT INTO runs (id, campaign, identity, point, state, changedAt, data) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET identity = excluded.identity, state = excluded.state, changedAt = excluded.changedAt, data = excluded.data`,
  );
  const remove = database.prepare('DELETE FROM runs WHERE id = ?');
  const saveFiles = database.prepare(
    'INSERT INTO files (run, data) VALUES (?, ?) ON CONFLICT (run) DO UPDATE SET data = excluded.data',
  );
  const files = database.prepare('SELECT data FROM files WHERE run = ?');
  const campaignFiles = database.prepare(
    'SELECT f.run, f.data FROM files f JOIN runs r ON r.id = f.run WHERE r.campaign = ? ORDER BY r.rowid',
  );
  const finishedOf = database.prepare(
    `SELECT r.data, f.data AS files FROM campaigns c JOIN runs r ON r.campaign = c.id JOIN files f ON f.run = r.id
     WHERE c.resultFolder = ? AND json_extract(c.data, '$.campaign.request.iniFile') = ?
       AND json_extract(c.data, '$.campaign.request.configuration') = ? AND r.state IN ('finished', 'reused')`,
  );
  const nobodyElses = database.prepare(
    `SELECT f.data FROM files f JOIN runs r ON r.id = f.run WHERE r.campaign = ? AND NOT EXISTS (
       SELECT 1 FROM runs other WHERE other.identity = r.identity AND other.campaign <> r.campaign AND other.state IN ('finished', 'reused'))`,
  );
  const attempts = database.prepare('SELECT data FROM attempts WHERE run = ? ORDER BY number');
  const saveAttempt = database.prepare(
    'INSERT INTO attempts (run, number, data) VALUES (?, ?, ?) ON CONFLICT (run, number) DO UPDATE SET data = excluded.data',
  );
  const earlier = 'SELECT r.data, c.resultFolder FROM runs r JOIN campaigns c ON c.id = r.campaign';
  const finished = database.prepare(
    `${earlier} WHERE r.identity = ? AND r.state IN ('finished', 'reused') ORDER BY r.state, r.changedAt DESC LIMIT 1`,
  );
  const samePoint = database.prepare(`${earlier} WHERE r.point = ? ORDER BY r.changedAt DESC LIMIT 1`);

  const saveOne = (record: RunRecord) =>
    save.run(
      record.row.id,
      record.campaignId,
      record.identity,
      record.point,
      record.row.state,
      Date.now(),
      JSON.stringify(record),
    );
  const toEarlier = (found: unknown): EarlierRun | undefined => {
    const row = found as (Data & { resultFolder: string }) | undefined;
    return row && { record: read<RunRecord>(row), resultFolder: row.resultFolder };
  };
  return {
    listRuns: (id: string) => rows<Data>(ofCampaign, id).map(row => read<RunRecord>(row)),
    findRun(id: string): RunRecord | undefined {
      const row = find.get(id) as Data | undefined;
      return row && read<RunRecord>(row);
    },
    saveRuns: (records: readonly RunRecord[]): void => inTransaction(database, () => records.forEach(saveOne)),
    deleteRuns: (ids: readonly RunId[]): void =>
      inTransaction(database, () => {
        for (const id of ids) remove.run(id);
      }),
    saveEnd({ record, attempts: made, files: left }: EndedRun): void {
      inTransaction(database, () => {
        saveOne(record);
        for (const attempt of made) saveAttempt.run(record.row.id, attempt.number, JSON.stringify(attempt));
        saveFiles.run(record.row.id, JSON.stringify(left));
      });
    },
    listFiles(id: string): RunFile[] {
      const row = files.get(id) as Data | undefined;
      return row ? read<RunFile[]>(row) : [];
    },
    listCampaignFiles: (id: string) =>
      rows<Data & { run: RunId }>(campaignFiles, id).flatMap(row =>
        read<RunFile[]>(row).map(file => ({ runId: row.run, file })),
      ),
    listFilesOfNobodyElse: (id: string) => rows<Data>(nobodyElses, id).flatMap(row => read<RunFile[]>(row)),
    listFinished: (projectRoot: string, iniFile: string, configuration: string) =>
      rows<Data & { files: string }>(finishedOf, projectRoot, iniFile, configuration).map(({ data, files: left }) => {
        const { identity, point, row } = read<RunRecord>({ data });
        const { startedAt, endedAt } = row;
        const seconds = startedAt === undefined || endedAt === undefined ? undefined : (endedAt - startedAt) / 1000;
        return { identity, point, files: read<RunFile[]>({ data: left }), seconds };
      }),
    findFinished: (identity: string) => toEarlier(finished.get(identity)),
    findSamePoint: (point: string) => toEarlier(samePoint.get(point)),
    listAttempts: (id: string) => rows<Data>(attempts, id).map(row => read<AttemptRecord>(row)),
  };
}

function keepCharts(database: DatabaseSync) {
  const list = database.prepare('SELECT data FROM charts WHERE campaign = ? ORDER BY rowid');
  const save = database.prepare(
    'INSERT INTO charts (campaign, id, data) VALUES (?, ?, ?) ON CONFLICT (campaign, id) DO UPDATE SET data = excluded.data',
  );
  const remove = database.prepare('DELETE FROM charts WHERE campaign = ? AND id = ?');
  return {
    listCharts: (id: string) => rows<Data>(list, id).map(row => SavedChart.parse(read(row))),
    saveChart: (id: string, chart: SavedChart): void => void save.run(id, chart.id, JSON.stringify(chart)),
    deleteChart: (id: string, chartId: string): void => void remove.run(id, chartId),
  };
}

function keepFolders(database: DatabaseSync): FolderHistory {
  const list = database.prepare('SELECT folder, name, lastUsed FROM folders ORDER BY lastUsed DESC LIMIT 50');
  const save = database.prepare(
    `INSERT INTO folders (folder, name, lastUsed) VALUES (?, ?, ?)
     ON CONFLICT (folder) DO UPDATE SET name = excluded.name, lastUsed = excluded.lastUsed`,
  );
  const remove = database.prepare('DELETE FROM folders WHERE folder = ?');
  return {
    listFolders: () => rows<{ folder: string; name: string; lastUsed: number }>(list).map(row => ({ ...row })),
    noteFolder: (folder, name, lastUsed) => void save.run(folder, name, lastUsed),
    forgetFolder: folder => void remove.run(folder),
  };
}

function tellOfResults(database: DatabaseSync): ResultHistory {
  const same = `json_extract(c.data, '$.campaign.resultFolder') = ? AND json_extract(c.data, '$.campaign.request.configuration') = ?`;
  const usual = database.prepare(
    `SELECT avg((SELECT sum(json_extract(value, '$.size')) FROM json_each(f.data))) AS bytes
     FROM campaigns c JOIN runs r ON r.campaign = c.id JOIN files f ON f.run = r.id WHERE ${same} AND r.state = 'finished'`,
  );
  const known = database.prepare(
    `SELECT f.data FROM campaigns c JOIN runs r ON r.campaign = c.id JOIN files f ON f.run = r.id WHERE ${same}`,
  );
  return {
    usualResultBytes(folder, configuration) {
      const { bytes } = usual.get(folder, configuration) as { bytes: number | null };
      return bytes ?? undefined;
    },
    knownResults: (folder, configuration) =>
      new Map(
        rows<Data>(known, folder, configuration)
          .flatMap(row => read<RunFile[]>(row))
          .map(({ path, size }) => [path, size]),
      ),
  };
}
