/** A key and what it does. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly what: string;
}

/** Every shortcut there is, by where it works. */
export const shortcuts: ReadonlyArray<{ readonly where: string; readonly list: readonly Shortcut[] }> = [
  {
    where: 'Everywhere',
    list: [
      { keys: ['Ctrl', 'K'], what: 'Go to a screen or campaign' },
      { keys: ['N'], what: 'New campaign' },
      { keys: ['G', 'C'], what: 'Campaigns' },
      { keys: ['G', 'R'], what: 'Results' },
      { keys: ['G', 'L'], what: 'Clusters' },
      { keys: ['G', 'S'], what: 'Settings' },
      { keys: ['G', 'H'], what: 'Help' },
      { keys: ['?'], what: 'This list' },
    ],
  },
  {
    where: 'In a campaign',
    list: [
      { keys: ['/'], what: 'Filter its runs' },
      { keys: ['Esc'], what: 'Close the run beside the table' },
    ],
  },
  {
    where: 'In tables and in the map',
    list: [
      { keys: ['↑', '↓'], what: 'Walk; Page Up, Page Down, Home and End go further' },
      { keys: ['Enter'], what: 'Open' },
      { keys: ['Space'], what: 'Select' },
      { keys: ['Shift', '↓'], what: 'Select on and on' },
    ],
  },
  {
    where: 'In a vector plot',
    list: [
      { keys: ['←', '→'], what: 'Earlier, later' },
      { keys: ['+', '−'], what: 'Zoom in, out' },
      { keys: ['0'], what: 'The whole time' },
    ],
  },
];
