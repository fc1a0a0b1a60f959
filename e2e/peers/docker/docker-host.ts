/** A Docker host for tests, as plain data so that it can travel between test processes; what can be done to it is in `daemon.ts` and `network.ts`. */
export interface DockerHost {
  /** What the machine calls itself, also its network namespace and cgroup. */
  readonly name: string;
  readonly address: string;
  /** The end of its cable that stays in the machine's own namespace. */
  readonly cable: string;
  /** Everything it keeps; `data` in it survives as a cache of images. */
  readonly folder: string;
  readonly socketPath: string;
}

/** Docker hosts on one bridge. */
export interface DockerHosts {
  readonly index: number;
  readonly folder: string;
  readonly bridge: string;
  /** The machine's own address on the bridge. */
  readonly gateway: string;
  readonly subnet: string;
  readonly hosts: readonly DockerHost[];
}

/** Lays out the names and addresses of a set of hosts; nothing is started. */
export function layOutHosts(index: number, count: number, folder: string): DockerHosts {
  const network = `10.213.${index}`;
  return {
    index,
    folder,
    bridge: `swtest${index}`,
    gateway: `${network}.1`,
    subnet: `${network}.0/24`,
    hosts: Array.from({ length: count }, (_, number) => {
      const name = `swtest${index}n${number}`;
      const hostFolder = `${folder}/${name}`;
      return {
        name,
        address: `${network}.${number + 10}`,
        cable: `${name}c`,
        folder: hostFolder,
        socketPath: `${hostFolder}/run/docker.sock`,
      };
    }),
  };
}
