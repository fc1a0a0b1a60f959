/** The pages of a swarm's own. */
export type SwarmView = 'visualizer' | 'dashboard';

/** Tells whether a text names one of them. */
export function isSwarmView(text: string): text is SwarmView {
  return text === 'visualizer' || text === 'dashboard';
}

/** What a swarm's own page is called. */
export function describeView(view: SwarmView): { title: string } {
  return { title: view === 'visualizer' ? 'Visualizer' : 'Queue dashboard' };
}
