/** Gives the person a file with this content, as a download. */
export function download(name: string, content: Blob | string, type = 'text/plain;charset=utf-8'): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the address by then; kept longer it would keep the content in memory.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Makes of a title the name of a file that every system accepts. */
export function toFileName(title: string, extension: string): string {
  const plain = title.replace(/[^\p{L}\p{N}=,.#-]+/gu, '-').replace(/^-+|-+$/g, '');
  return `${plain.slice(0, 120) || 'chart'}.${extension}`;
}
