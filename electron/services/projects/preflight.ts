import type { Configuration, ExpansionRequest, Finding, Project } from '../../../contract/projects.ts';

/** What the check has to find out outside the project's own text. */
export interface PreflightProbes {
  /** Whether the project's program, or its simulator, can be started; undefined when that needs a build first. */
  isRunnable(project: Project, request: ExpansionRequest): Promise<boolean | undefined>;
  hasCompiler(project: Project): Promise<boolean>;
  /** Folders of the NED path that are not there. */
  missingNedFolders(project: Project): Promise<string[]>;
  /** Whether any NED file declares the network. */
  declaresNetwork(project: Project, network: string, signal: AbortSignal): Promise<boolean>;
  /** Bytes free where results go. */
  roomFor(project: Project): Promise<number>;
  /** Bytes that runs of the configuration left on average, if any did. */
  usualResultBytes(project: Project, request: ExpansionRequest): number | undefined;
  /** Result files in the way that no valid run of ours accounts for. */
  foreignResults(project: Project, request: ExpansionRequest, workingDirectory: string): Promise<number>;
  /** How many runs the request expands to, where that is known without a build. */
  countRuns(request: ExpansionRequest, signal: AbortSignal): Promise<number | undefined>;
}

type Request = ExpansionRequest & { limitsSeconds?: number | undefined };

/** Looks for what would waste a campaign before it starts, worst first. */
export async function preflight(
  project: Project,
  request: Request,
  probes: PreflightProbes,
  signal: AbortSignal,
): Promise<Finding[]> {
  const iniFile = project.iniFiles.find(({ path }) => path === request.iniFile);
  const configuration = iniFile?.configurations.find(({ name }) => name === request.configuration);
  const checks = [
    checkConfiguration(configuration, request),
    checkRepository(project),
    checkTools(project, request, probes),
    checkNetwork(project, configuration, request, probes, signal),
    checkDisk(project, request, probes, signal),
    checkForeignResults(project, request, iniFile?.workingDirectory ?? '', probes),
  ];
  const findings = (await Promise.all(checks)).flat();
  const order = ['error', 'warning', 'note'];
  return findings.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

function optionValue(request: Request, key: string): string | undefined {
  return request.options.find(option => option.startsWith(`--${key}=`))?.slice(key.length + 3);
}

async function checkConfiguration(configuration: Configuration | undefined, request: Request): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (configuration?.abstract) {
    findings.push({
      id: 'abstract-configuration',
      severity: 'error',
      facts: { configuration: configuration.name },
      fix: { action: 'choose-configuration' },
    });
  }
  const limited =
    configuration?.simTimeLimit ||
    ['sim-time-limit', 'cpu-time-limit', 'real-time-limit'].some(key => optionValue(request, key)) ||
    request.limitsSeconds !== undefined;
  if (configuration && !limited) {
    findings.push({
      id: 'unbounded-time',
      severity: 'warning',
      facts: { configuration: configuration.name },
      fix: { action: 'add-option', option: '--sim-time-limit=100s' },
    });
  }
  return findings;
}

async function checkRepository({ repository }: Project): Promise<Finding[]> {
  if (!repository) return [];
  const { dirty, unpushedCommits = 0 } = repository;
  return [
    ...(dirty.count > 0
      ? [{ id: 'dirty-tree', severity: 'note', facts: { files: dirty.count, names: dirty.files.slice(0, 5) } } as const]
      : []),
    ...(unpushedCommits > 0
      ? [{ id: 'unpushed-commit', severity: 'note', facts: { commits: unpushedCommits } } as const]
      : []),
  ];
}

async function checkTools(project: Project, request: Request, probes: PreflightProbes): Promise<Finding[]> {
  const [compiler, runnable] = await Promise.all([probes.hasCompiler(project), probes.isRunnable(project, request)]);
  return [
    ...(compiler ? [] : [{ id: 'compiler-missing', severity: 'error', facts: {} } as const]),
    ...(runnable === false
      ? [
          {
            id: 'executable-missing',
            severity: 'error',
            facts: { program: project.profile.run[0] ?? '' },
            fix: { action: 'build' },
          } as const,
        ]
      : []),
  ];
}

async function checkNetwork(
  project: Project,
  configuration: Configuration | undefined,
  request: Request,
  probes: PreflightProbes,
  signal: AbortSignal,
): Promise<Finding[]> {
  const missing = await probes.missingNedFolders(project);
  const folders: Finding[] = missing.map(folder => ({
    id: 'ned-folder-not-found',
    severity: 'warning',
    facts: { folder },
  }));
  const network = optionValue(request, 'network') ?? configuration?.network;
  // A network that is an iteration variable is many networks; the simulation will tell.
  if (!network || network.includes('$') || (await probes.declaresNetwork(project, network, signal))) return folders;
  return [...folders, { id: 'network-not-found', severity: 'warning', facts: { network } }];
}

async function checkDisk(
  project: Project,
  request: Request,
  probes: PreflightProbes,
  signal: AbortSignal,
): Promise<Finding[]> {
  const [room, runs] = await Promise.all([probes.roomFor(project), probes.countRuns(request, signal)]);
  const usual = probes.usualResultBytes(project, request);
  const expected = usual !== undefined && runs !== undefined ? usual * runs : undefined;
  if (expected !== undefined && expected > room * 0.9) {
    const fix = { action: 'add-option', option: '--**.vector-recording=false' } as const;
    return [{ id: 'vectors-large', severity: 'warning', facts: { expected, room, runs: runs ?? 0 }, fix }];
  }
  const little = 1e9;
  return room < little ? [{ id: 'disk-room', severity: 'warning', facts: { room } }] : [];
}

async function checkForeignResults(
  project: Project,
  request: Request,
  workingDirectory: string,
  probes: PreflightProbes,
): Promise<Finding[]> {
  const files = await probes.foreignResults(project, request, workingDirectory);
  return files > 0 ? [{ id: 'results-overwritten', severity: 'warning', facts: { files } }] : [];
}
