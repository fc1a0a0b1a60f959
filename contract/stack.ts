/** Names of the Docker stack: stack/swarm.yaml uses exactly these, and a test holds it to them. */

/** The stack's own name, which Docker puts before service names. */
export const stackName = 'simswarm';

/** Every service of the stack; inside its networks a service is reached under this name. */
export const stackServices = {
  redis: 'redis',
  mongo: 'mongo',
  builder: 'builder',
  runner: 'runner',
  distcc: 'distcc',
  visualizer: 'visualizer',
  dashboard: 'dashboard',
} as const;

/** All but distcc are on interlink; only the builder and the compile servers are on buildnet. */
export const stackNetworks = { interlink: 'interlink', buildnet: 'buildnet' } as const;

/** Secrets: each is a file of this name in `secretsFolder`, holding one line; in the swarm their names start with the stack's. */
export const stackSecrets = {
  redisPassword: 'redis-password',
  /** The same password as a line of redis's configuration, so that it is on no command line. */
  redisConfiguration: 'redis-configuration',
  mongoPassword: 'mongo-password',
  /** Opens the dashboard and, through it, the visualizer. */
  dashboardPassword: 'dashboard-password',
} as const;

/** The user that the dashboard's password belongs to. */
export const dashboardUser = 'simswarm';

/** Label of the manager that keeps the volumes of redis, mongo and the builder; with several managers they must not wander. */
export const homeLabel = 'simswarm.home';

/** Where Docker mounts secrets. */
export const secretsFolder = '/run/secrets';

/** Named volumes: what must survive a container, and on runners what its neighbours on the same node share. */
export const stackVolumes = {
  /** The append-only file of redis. */
  redis: 'redis-data',
  mongo: 'mongo-data',
  /** Git mirror, source folders and the compiler cache of the builder. */
  builder: 'builder-cache',
  /** Unpacked artifacts, one volume on each node, shared by its runners. */
  runner: 'runner-cache',
} as const;

/** Ports, published on the manager in host mode where the application needs them; distcc's stays inside buildnet. */
export const stackPorts = { redis: 6379, mongo: 27017, visualizer: 8080, dashboard: 9181, distcc: 3632 } as const;

/** Resolves to every compile server on every node. */
export const distccTasks = 'tasks.distcc';

/** The database user all services share, defined in `admin`. */
export const mongoUser = 'simswarm';

/** The one database. */
export const mongoDatabase = 'simswarm';
