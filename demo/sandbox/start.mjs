/** `npm run sandbox`: a make-believe Wistia account on a port of this machine. */
import { parseArgs } from 'node:util';
import { leave, prepare } from '../prepare.mjs';

const DEFAULT_PORT = 8787;

const help = `Usage: npm run sandbox -- [options]

  --port N            port to listen on (default ${DEFAULT_PORT}; 0 takes any free one)
  --seed S            another seed makes another account (default 1)
  --visitors N        visitors at the start (default 2000)
  --videos N          videos (default 40)
  --rate-limit N      requests a minute, or "off" (default 600)
  --live [PER_MINUTE] new viewing sessions keep arriving (default 20 a minute)
  --help              print this
`;

const fail = (sentence) => {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
};

const whole = (name, text, from, to) => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^-?\d+$/.test(text) && value >= from && value <= to) return value;
  return fail(`--${name} must be a whole number from ${from} to ${to}, but is "${text}".`);
};

/** `--live` may stand alone: parseArgs knows only flags that always have a value or never do. */
const withLiveValue = (args) =>
  args.map((arg, i) => (arg === '--live' && !/^\d+$/.test(args[i + 1] ?? '') ? '--live=20' : arg));

const readFlags = () => {
  try {
    return parseArgs({
      args: withLiveValue(process.argv.slice(2)),
      options: {
        port: { type: 'string' },
        seed: { type: 'string' },
        visitors: { type: 'string' },
        videos: { type: 'string' },
        'rate-limit': { type: 'string' },
        live: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const [what] = error.message.split('. ');
    return fail(`${what}. Run "npm run sandbox -- --help" for the options.`);
  }
};

const flags = readFlags();
if (flags.help) {
  process.stdout.write(help);
  process.exit(0);
}
const options = {
  port: whole('port', flags.port, 0, 65_535) ?? DEFAULT_PORT,
  seed: whole('seed', flags.seed, -(2 ** 31), 2 ** 32 - 1),
  visitors: whole('visitors', flags.visitors, 1, 1_000_000),
  videos: whole('videos', flags.videos, 1, 5000),
  live: whole('live', flags.live, 0, 60_000),
  rateLimit:
    flags['rate-limit'] === 'off' ? Infinity : whole('rate-limit', flags['rate-limit'], 0, 1e9),
};

await prepare({ build: true }).catch(leave);
const { serveSandbox } = await import('../../dist/sandbox.js');
try {
  const { url, close } = await serveSandbox(options);
  process.stdout.write(`A make-believe Wistia account answers at ${url}\n`);
  process.stdout.write('The API token is: sandbox. Ctrl-C ends it.\n');
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => close().then(() => process.exit(0)));
  }
} catch (error) {
  fail(error.message);
}
