/** A file's name that keeps its ending in sight when there is no room for all of it. */
export function FileName({ path, className = '' }: { path: string; className?: string }) {
  const name = path.split('/').at(-1) ?? path;
  // With the repetition before it, which sets files of a point apart.
  const ending = /(-#\d+)?\.[^.]+$/.exec(name)?.[0] ?? '';
  return (
    <span className={className} style={{ display: 'flex', minWidth: 0 }} title={path}>
      <span className="truncate">{name.slice(0, name.length - ending.length)}</span>
      <span style={{ flex: 'none' }}>{ending}</span>
    </span>
  );
}
