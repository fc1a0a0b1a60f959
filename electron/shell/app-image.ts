const pathLists = ['PATH', 'LD_LIBRARY_PATH', 'XDG_DATA_DIRS', 'GSETTINGS_SCHEMA_DIR'];

/**
 * Takes out of an environment what an AppImage put into it for itself. Compilers and simulations inherit ours, and must find the libraries of this computer, not
 * those that came with a window.
 */
export function leaveAppImage(environment: NodeJS.ProcessEnv): void {
  const { APPDIR: folder, APPIMAGE: image } = environment;
  if (folder === undefined || image === undefined) return;
  for (const name of pathLists) {
    const left = environment[name]?.split(':').filter(entry => entry !== '' && !isUnder(entry, folder)) ?? [];
    if (left.length > 0) environment[name] = left.join(':');
    else delete environment[name];
  }
}

function isUnder(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
