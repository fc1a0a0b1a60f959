import { Command } from 'commander';
import { addCampaignCommands } from './cli/campaigns.ts';
import { addClusterCommands } from './cli/clusters.ts';
import { addDemoCommand } from './cli/demo.ts';
import { addResultsCommands } from './cli/results.ts';
import { addRunCommand } from './cli/run.ts';
import { version } from './version.ts';

const program = new Command('simswarm')
  .description('Runs OMNeT++ and INET simulation campaigns and keeps track of them.')
  .version(version)
  .option('--json', 'print what scripts can read')
  .option('--storage <folder>', 'where simswarm keeps its history, builds and logs')
  .showHelpAfterError('(simswarm --help tells more)');
addRunCommand(program);
addCampaignCommands(program);
addClusterCommands(program);
addResultsCommands(program);
addDemoCommand(program);
await program.parseAsync();
