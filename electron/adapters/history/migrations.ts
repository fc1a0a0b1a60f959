/** What the history's database has gone through; a change of it is a new entry at the end, never an edit. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE campaigns (
    id TEXT PRIMARY KEY,
    createdAt INTEGER NOT NULL,
    buildKey TEXT,
    resultFolder TEXT NOT NULL,
    data TEXT NOT NULL
  ) STRICT;

  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    campaign TEXT NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
    identity TEXT NOT NULL,
    point TEXT NOT NULL,
    state TEXT NOT NULL,
    changedAt INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX runsOfCampaign ON runs(campaign);
  CREATE INDEX runsByIdentity ON runs(identity, state);
  CREATE INDEX runsByPoint ON runs(point);

  CREATE TABLE files (
    run TEXT PRIMARY KEY REFERENCES runs(id) ON DELETE CASCADE,
    data TEXT NOT NULL
  ) STRICT;

  CREATE TABLE attempts (
    run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (run, number)
  ) STRICT;

  CREATE TABLE charts (
    campaign TEXT NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (campaign, id)
  ) STRICT;

  CREATE TABLE folders (
    folder TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    lastUsed INTEGER NOT NULL
  ) STRICT;
  `,
];
