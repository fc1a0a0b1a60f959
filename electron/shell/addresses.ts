/** The scheme of the page in Electron: its files come from the application itself. */
export const pageScheme = 'app';

/** Where the page lives; nothing else is trusted. */
const pageOrigin = `${pageScheme}://simswarm`;

/** The scheme of links into the application, from a chat or a mail. */
export const linkScheme = 'simswarm';

const identifier = /^[\w-]{1,100}$/;

/** The full address of one of the page's own paths. */
export function toPageAddress(path: string): string {
  return `${pageOrigin}${path}`;
}

/** Tells whether an address is one of the page's own. */
export function isPageAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${pageScheme}:` && url.host === 'simswarm';
}

/** The campaign whose job monitor an address of the page shows. */
export function readMonitorAddress(address: string): string | undefined {
  return isPageAddress(address) ? readCampaign(address, 'monitor') : undefined;
}

/** The swarm's own page that an address of the page shows alone. */
export function readSwarmViewAddress(address: string): { clusterId: string; view: string } | undefined {
  const [, first, clusterId, view] = (isPageAddress(address) && URL.parse(address)?.pathname.split('/')) || [];
  if (first !== 'swarm-view' || !clusterId || !identifier.test(clusterId)) return undefined;
  return view === 'visualizer' || view === 'dashboard' ? { clusterId, view } : undefined;
}

/** The campaign that an address of the page shows, in whatever way. */
export function readCampaignAddress(address: string): string | undefined {
  if (!isPageAddress(address)) return undefined;
  return readCampaign(address, 'campaigns') ?? readCampaign(address, 'monitor');
}

function readCampaign(address: string, place: string): string | undefined {
  const [, first, id] = URL.parse(address)?.pathname.split('/') ?? [];
  return first === place && id !== undefined && identifier.test(id) ? id : undefined;
}

/** The page's path that a link into the application (`simswarm://campaigns/ID`) means; undefined for everything else. */
export function readDeepLink(link: string): string | undefined {
  const url = URL.parse(link);
  if (url?.protocol !== `${linkScheme}:` || url.host !== 'campaigns') return undefined;
  const [, id, rest] = url.pathname.split('/');
  return id !== undefined && identifier.test(id) && !rest ? `/campaigns/${id}` : undefined;
}

/** The path of the first link among the arguments a process was started with. */
export function findDeepLink(args: readonly string[]): string | undefined {
  return args.map(readDeepLink).find(path => path !== undefined);
}
