/** The command line, `wistia-widgets`. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { ConfigError } from '../gateway/index.js';
import { startGateway } from './gateway-command.js';
import type { GatewayOptions } from './gateway-command.js';
import { LEVELS } from './logger.js';
import { OperatorError } from './operator-error.js';
import { snapshot } from './snapshot-command.js';
import type { TokenOptions } from './token-command.js';
import { exportVisitor, forgetVisitor, rotate } from './visitor-commands.js';

const NOT_USABLE = 2;

const whole = (from: number, to: number) => (text: string) => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < from || number > to) {
    throw new InvalidArgumentError(`It should be a whole number from ${from} to ${to}.`);
  }
  return number;
};

/** Says where it listens, and ends it in good order when asked to. */
const untilAsked = ({ url, close }: { url: string; close(): Promise<void> }, what: string) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Once: who asks again does not want to wait.
    process.once(signal, () => void close().then(() => process.exit(0)));
  }
  console.log(`${what} on ${url}`);
};

const program = new Command('wistia-widgets')
  .description('Statistics of Wistia videos for any page, without a token in it.')
  .version(__VERSION__)
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode ? NOT_USABLE : 0));

program
  .command('gateway')
  .description('Serve what the configuration publishes, and the widgets that show it.')
  .requiredOption('--config <file>', 'configuration, as JSON')
  .option('--port <number>', 'port to listen on, 0 for any free one', whole(0, 65_535), 8080)
  .option('--host <address>', 'address to listen on; 0.0.0.0 for all', '127.0.0.1')
  .option('--admin-port <number>', 'port of metrics and health, 0 for any free one', whole(0, 65_535), 0)
  .option('--admin-host <address>', 'address of that port', '127.0.0.1')
  .addOption(
    new Option('--log-level <level>', 'least of what is logged; debug: every reply')
      .choices(LEVELS)
      .default('info'),
  )
  .addHelpText(
    'after',
    `
The token is read from WISTIA_API_TOKEN and from nowhere else. It needs Wistia's permissions
"Read detailed stats" and, for the list of videos, "Read all folder and media data".
Gateways on many machines share cache and budget through the Redis that REDIS_URL names.

A configuration that publishes the account's figures, all of one project, and one video's plays:
  {
    "publish": {
      "account": true,
      "projects": ["p1introvid"],
      "medias": [{ "id": "993554ba94", "fields": ["play_count"] }]
    },
    "origins": ["https://www.example.com"],
    "timeZone": "America/New_York"
  }
Nothing else can be read. Without "publish", nothing can.`,
  )
  .action(async (options: GatewayOptions) => {
    const gateway = await startGateway(options);
    untilAsked(gateway, 'The gateway answers');
    console.log(`Metrics and health, for the operator, on ${gateway.adminUrl}`);
  });

program
  .command('snapshot')
  .description('Write what the configuration publishes as plain files, for a site without a server.')
  .requiredOption('--config <file>', 'configuration, as JSON: the same as for the gateway')
  .requiredOption('--out <folder>', 'folder to write into; made where it is missing')
  .option('--days <number>', 'days up to today in each file of figures by day', whole(1, 1830), 730)
  .addHelpText(
    'after',
    `
Only what has changed is written anew, each file whole or not at all; what is no longer published
is taken away. A run that was stopped goes on where it was, when it is started again within the hour.
The token is read from WISTIA_API_TOKEN, and does not get into the snapshot.`,
  )
  .action((options: { config: string; out: string; days: number }) => snapshot(options));

program
  .command('check')
  .description('Say in words what the public will be able to read, and what looks unintended.')
  .requiredOption('--config <file>', 'configuration, as JSON: the same as for the gateway')
  .addHelpText(
    'after',
    `
With a token in WISTIA_API_TOKEN it also looks at the account: which videos and projects are meant, and
which ids and tags match nothing. Without one it explains the configuration alone.`,
  )
  .action(async (options: { config: string }) => {
    const { check } = await import('./check-command.js');
    await check(options);
  });

const several = (value: string, before: string[]) => [...before, value];

program
  .command('token')
  .description('Make a signed token for a reader who may read more than the public.')
  .requiredOption('--config <file>', 'configuration, as JSON, with the key in "readers"')
  .option('--scope <scopes>', 'what it opens: stats, visitors, events, personal', several, [])
  .option('--media <id>', 'a video that it is limited to; more than once for several', several, [])
  .option('--project <id>', 'a project that it is limited to, with its videos', several, [])
  .option('--visitor <key>', 'a visitor that it is limited to, by key; up to 20 of them', several, [])
  .option('--all', 'limited to no video, no project and no visitor')
  .option('--expires <time>', 'how long it is good for: 15m, 8h, 30d', '1h')
  .option('--subject <name>', 'who it is for, as a note in it')
  .option('--kid <name>', 'the key to sign with; by default the first of "readers"')
  .option('--key-file <file>', 'the private key, as PEM, where the configuration has the public one')
  .addHelpText(
    'after',
    `
The scopes:
  stats     the figures of the videos and projects, published or not
  visitors  who has watched, as keys and counts
  events    what was watched and when
  personal  names, addresses, places and the like in them

Limits of several kinds all hold: with --visitor and --media, it is these people's viewings of these
videos. A token that is limited to videos lists visitors only where it names them.

The token is printed on standard output, and is as good as what it opens: give it to pages behind a
login only, short-lived. A key's secret is read from where the configuration says that it is.`,
  )
  .action(async (options: TokenOptions) => {
    const { printToken } = await import('./token-command.js');
    await printToken(options);
  });

program
  .command('key')
  .description("Make a key for readers' tokens: the private part into a file, the public one printed.")
  .requiredOption('--out <file>', 'file to write the private part into; it must not be there yet')
  .option('--kid <name>', 'name of the key', new Date().toISOString().slice(0, 10))
  .option('--alg <name>', 'EdDSA, or HS256 for one secret that signs and checks', 'EdDSA')
  .action(async (options: { out: string; kid: string; alg: string }) => {
    const { makeKey } = await import('./token-command.js');
    await makeKey(options);
  });

program
  .command('export')
  .description('Print everything that is kept about one visitor, as JSON.')
  .requiredOption('--config <file>', 'configuration, as JSON')
  .requiredOption('--visitor-key <key>', 'as Wistia gives it; - reads it from standard input')
  .action(exportVisitor);

program
  .command('forget')
  .description('Remove what is kept about one visitor, and keep nothing of theirs again.')
  .requiredOption('--config <file>', 'configuration, as JSON')
  .requiredOption('--visitor-key <key>', 'as Wistia gives it; - reads it from standard input')
  .action(forgetVisitor);

program
  .command('rotate-key')
  .description('Hash the visitors in the event store under a further key.')
  .requiredOption('--config <file>', 'configuration, as JSON')
  .action(rotate);

program
  .command('sandbox')
  .description('Serve a make-believe Wistia account to try things on; its token is "sandbox".')
  .option('--port <number>', 'port to listen on, 0 for any free one', whole(0, 65_535), 8081)
  .option('--seed <number>', 'another seed makes another account', whole(0, 2 ** 32 - 1))
  .option('--visitors <number>', 'people who watch', whole(1, 1_000_000))
  .option('--videos <number>', 'videos of the account', whole(1, 100_000))
  .action(async (options: { port: number; seed?: number; visitors?: number; videos?: number }) => {
    const { serveSandbox } = await import('../../demo/sandbox/serve.js');
    untilAsked(await serveSandbox(options), 'The sandbox answers');
  });

const CSV_HELP = `
Files of events are CSV with the columns visitor,media,percent_viewed,received_at: any text for the
visitor and the video, the share watched (0 to 1, or 0 to 100 throughout), the time in ISO 8601.
Without files, the event store is read that the configuration names; the gateway that fills it must
not be running on the same SQLite file.`;
const RULES_HELP = `
From an event store the lists hold what the configuration publishes, and nothing that is archived: the
account is looked at with WISTIA_API_TOKEN. Files of events are taken as they are.`;

program
  .command('recommend')
  .description('Print the videos that each visitor is most likely to want, as lines of JSON.')
  .option('--train <file>', 'viewing events to learn from, as CSV')
  .option('--history <file>', 'viewing events of those to make lists for; those of --train by default')
  .option('--config <file>', "a gateway's configuration, whose event store is read without files", 'gateway.json')
  .option('--limit <number>', 'videos a list', whole(1, 1000), 10)
  .addHelpText('after', CSV_HELP + RULES_HELP)
  .action(async (options: { train?: string; history?: string; config: string; limit: number }) => {
    const { recommend } = await import('./recommend-command.js');
    await recommend(options);
  });

program
  .command('evaluate')
  .description('Say how well recommendations do on viewing events: some are hidden, and asked for.')
  .argument('[file]', 'viewing events, as CSV')
  .option('--config <file>', "a gateway's configuration, whose event store is read without a file", 'gateway.json')
  .option('--json', 'figures for machines')
  .addHelpText('after', CSV_HELP)
  .action(async (file: string | undefined, options: { config: string; json?: boolean }) => {
    const { evaluateCommand } = await import('./evaluate-command.js');
    await evaluateCommand(file, options);
  });

try {
  await program.parseAsync();
} catch (error) {
  const known = error instanceof OperatorError || error instanceof ConfigError;
  for (const problem of known ? error.problems : [String(error)]) console.error(problem);
  process.exit(known ? NOT_USABLE : 1);
}
