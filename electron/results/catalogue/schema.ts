/** Raised whenever the tables or what is in them change; catalogues of another version are built anew. */
export const catalogueVersion = 1;

/** Tells our databases from others ("SWRC"). */
export const applicationId = 0x53575243;

/**
 * - A `file` holds `part`s of runs; a part's `layout` is the list of its segments' shapes (32-bit numbers).
 * - A `shape` is the keys of up to 512 items: texts as JSON and, four numbers an item, which of them.
 * - A `segment` is the values of one shape in one part. Rows of one shape lie together, so that one item of all runs is read in one go.
 * - `blocks` tell where samples are in a text vector file.
 * - `about.epoch` is another one in every new catalogue; `about.shapes` is raised when shapes are cleaned away.
 * - A `source` is a set of files (32-bit ids) that somebody asks about as a whole.
 */
export const schema = `
CREATE TABLE about (folder TEXT NOT NULL, epoch TEXT NOT NULL, shapes INTEGER NOT NULL);
CREATE TABLE file (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, modified REAL NOT NULL,
  format TEXT NOT NULL, complete INTEGER NOT NULL, items INTEGER NOT NULL, problem TEXT
);
CREATE TABLE config (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, entries TEXT NOT NULL);
CREATE TABLE run (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, attributes TEXT NOT NULL, iterations TEXT NOT NULL, config INTEGER NOT NULL
);
CREATE TABLE part (id INTEGER PRIMARY KEY, file INTEGER NOT NULL, run INTEGER NOT NULL, layout BLOB);
CREATE INDEX part_of_file ON part (file);
CREATE INDEX part_of_run ON part (run);
CREATE TABLE shape (
  id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, count INTEGER NOT NULL, texts TEXT NOT NULL, keys BLOB NOT NULL
);
CREATE TABLE segment (
  shape INTEGER NOT NULL, part INTEGER NOT NULL, place INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (shape, part, place)
) WITHOUT ROWID;
CREATE TABLE blocks (
  file INTEGER NOT NULL, ordinal INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (file, ordinal)
) WITHOUT ROWID;
CREATE TABLE source (key TEXT PRIMARY KEY, files BLOB NOT NULL);
`;
