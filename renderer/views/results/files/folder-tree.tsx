import { IconFolder, IconFolderOpen } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { ResultFile } from '../../../../contract/results.ts';
import { type Folder, toFolders } from '../../../models/results/result-files.ts';
import screen from '../../../parts/screen.module.css';
import { formatBytes } from '../../../words/format-bytes.ts';
import { formatCount } from '../../../words/format-number.ts';
import classes from '../results.module.css';
import own from './files.module.css';

/** The folders that hold results, with how much is in each; pressing one shows only its files. */
export function FolderTree({
  files,
  chosen,
  onChoose,
}: {
  files: readonly ResultFile[];
  chosen: string;
  onChoose: (folder: string) => void;
}) {
  const folders = useMemo(() => toFolders(files), [files]);
  return (
    <nav className={`${screen.panel} ${classes.browser}`} aria-label="Folders">
      <ul className={own.tree}>
        {folders.map(folder => (
          <li key={folder.path}>
            <FolderItem folder={folder} isChosen={folder.path === chosen} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function FolderItem({
  folder,
  isChosen,
  onChoose,
}: {
  folder: Folder;
  isChosen: boolean;
  onChoose: (path: string) => void;
}) {
  const { path, name, depth, files, size } = folder;
  const Icon = isChosen ? IconFolderOpen : IconFolder;
  return (
    <button
      type="button"
      className={own.folder}
      style={{ paddingLeft: 8 + depth * 16 }}
      aria-current={isChosen || undefined}
      title={path}
      onClick={() => onChoose(path)}
    >
      <Icon size={16} stroke={1.6} aria-hidden />
      <span className="truncate">{name}</span>
      <span className={`${own.amount} numeric`}>
        {formatCount(files)} · {formatBytes(size)}
      </span>
    </button>
  );
}
