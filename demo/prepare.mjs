/**
 * Brings a clone to the point where it can be used: packages, build, browsers for the tests.
 * It runs before anything is installed, so it stands on Node's built-ins alone.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systems } from '../test/cms/programs.mjs';
import { engines, findEngines } from '../test/engines.mjs';
import { findPostgres, POSTGRES_PACKAGE } from '../test/postgres.mjs';
import { missingServices } from '../test/services.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SHOWN_LINES = 20; // of each end

/** What the build reads, and the first and the last thing that it writes. */
const SOURCES = [
  'src',
  'demo/sandbox',
  'build',
  'rollup.config.mjs',
  'custom-elements-manifest.config.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'package-lock.json',
];
const FIRST_BUILT = 'dist/wistia-widgets.js';
const LAST_BUILT = 'dist/custom-elements.json';

/** A full sentence for the person at the keyboard, who needs no stack. */
export class PrepareError extends Error {
  name = 'PrepareError';
}

/** For start scripts: says what went wrong, and ends the program. */
export const leave = (error) => {
  console.error(error instanceof PrepareError ? error.message : error);
  process.exit(1);
};

const json = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

const checkNode = () => {
  const needed = json('package.json').engines.node.replace('>=', '');
  const [major, minor] = needed.split('.').map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  throw new PrepareError(
    `Node ${needed} or newer is needed, but this is ${process.version}: install it from https://nodejs.org/.`,
  );
};

/** The beginning and the end of a long output. */
const shortened = (output) => {
  const lines = output.trimEnd().split('\n');
  if (lines.length <= 2 * SHOWN_LINES) return lines.join('\n');
  return [...lines.slice(0, SHOWN_LINES), '…', ...lines.slice(-SHOWN_LINES)].join('\n');
};

/** Runs a program without a word; where it fails, its output is shown. */
const run = (command, args, env = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    const what = `"${[command, ...args].join(' ')}"`;
    child.once('error', (error) =>
      reject(new PrepareError(`${what} could not be started: ${error.message}.`)),
    );
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      reject(new PrepareError(`${shortened(output)}\n${what} failed with ${signal ?? `exit code ${code}`}.`));
    });
  });

/** Says what is being done, and how long it took. */
const step = async (what, work) => {
  const start = Date.now();
  console.log(`${what} …`);
  await work();
  console.log(`… done in ${Math.ceil((Date.now() - start) / 1000)} s.`);
};

/** Whether node_modules holds what package-lock.json asks for. npm writes its own list when it is done. */
const isInstalled = () => {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const { packages } = json('package-lock.json');
  const installed = json('node_modules/.package-lock.json').packages;
  return Object.entries(packages).every(([path, { version, integrity, optional }]) => {
    if (!path) return true;
    // Made for other machines, some are left out.
    if (!installed[path]) return optional;
    return installed[path].version === version && installed[path].integrity === integrity;
  });
};

const install = () =>
  step('Installing packages (npm ci)', () =>
    run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
      PUPPETEER_SKIP_DOWNLOAD: 'true',
    }),
  );

/** What only the recipes' tests need, which is large: Bun, Deno and the HTTP caching suite. */
const installForRecipes = async () => {
  const folder = join(root, 'test/recipes');
  const wanted = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).dependencies;
  const isThere = ([name, version]) => {
    const manifest = join(folder, 'node_modules', name, 'package.json');
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version;
  };
  if (Object.entries(wanted).every(isThere)) return;
  await step('Installing what the recipes are tried with (npm ci in test/recipes)', () =>
    run('npm', ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']),
  );
};

const changed = (path) => statSync(join(root, path)).mtimeMs;

/** When a file, or anything in a folder, was changed last. A folder changes when a file leaves it. */
const lastChange = (path) => {
  const own = changed(path);
  if (!statSync(join(root, path)).isDirectory()) return own;
  return Math.max(own, ...readdirSync(join(root, path)).map((name) => lastChange(join(path, name))));
};

const isBuilt = () => {
  if (!existsSync(join(root, LAST_BUILT)) || !existsSync(join(root, FIRST_BUILT))) return false;
  return Math.max(...SOURCES.map(lastChange)) < changed(FIRST_BUILT);
};

const build = () => step('Building (npm run build)', () => run('npm', ['run', '--silent', 'build']));

const canUseApt = () => process.getuid?.() === 0 && existsSync('/etc/debian_version');

const namesOf = (keys) => keys.map((key) => engines[key].name).join(', ');

const packagesOf = (keys) => keys.flatMap((key) => engines[key].packages);

const aptInstall = (what, packages) =>
  step(`Installing ${what} by apt`, async () => {
    // At runlevel 1 Debian's packages start no service of their own.
    const environment = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    // A machine that has just started may be at its own updates.
    const patience = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
    const apt = (...args) => run('apt-get', [...patience, ...args], environment);
    await apt('update');
    await apt('install', '-y', '--no-install-recommends', ...packages);
  }).catch((error) => console.log(error.message));

/** Finds the content systems that the kits are tested in, and installs those that are missing likewise. */
const findContentSystems = async () => {
  const missing = () => Object.values(systems).filter(({ find }) => !find());
  if (missing().length && canUseApt()) {
    const names = missing().map(({ name }) => name);
    await aptInstall(names.join(', '), missing().flatMap(({ packages }) => packages));
  }
  for (const { name, packages } of missing()) {
    console.log(
      `The kit for ${name} is left out of the tests, because ${name} was not found here. On Debian: apt-get install ${packages.join(' ')}.`,
    );
  }
};

/** Installs PostgreSQL where that needs no question; the tests do with one in WebAssembly elsewhere. */
const findOrInstallPostgres = async () => {
  if (!findPostgres() && canUseApt()) await aptInstall('PostgreSQL', [POSTGRES_PACKAGE]);
  if (findPostgres()) return;
  console.log(
    `PostgreSQL is left out, because it was not found here. On Debian: apt-get install ${POSTGRES_PACKAGE}. ` +
      'Installed elsewhere, POSTGRES_BIN names the folder of its programs.',
  );
};

/** Installs the servers that tests stand on, where they are missing. */
const findServices = async () => {
  const wanted = missingServices();
  if (wanted.length && canUseApt()) {
    const names = wanted.map(({ name }) => name).join(', ');
    await aptInstall(names, wanted.map((service) => service.package));
  }
  const missing = missingServices();
  if (missing.length) {
    const names = missing.map(({ name }) => name).join(' and ');
    const packages = missing.map((service) => service.package).join(' ');
    throw new PrepareError(`The tests need ${names}. On Debian: apt-get install ${packages}.`);
  }
};

/** Finds browsers, and installs those that are missing where that needs no question. */
const findBrowsers = async () => {
  const { wanted, found } = findEngines();
  const missing = wanted.filter((key) => !found[key]);
  if (missing.length && canUseApt()) {
    await aptInstall(namesOf(missing), [...packagesOf(missing), 'fonts-noto-color-emoji']);
    Object.assign(found, findEngines().found);
  }
  for (const key of wanted.filter((name) => !found[name])) {
    const { name, packages, setting } = engines[key];
    console.log(
      `${name} is left out, because it was not found here. On Debian: apt-get install ${packages.join(' ')}. ` +
        `Installed elsewhere, ${setting} names its program.`,
    );
  }
  if (!Object.keys(found).length) throw new PrepareError('Without any browser there is nothing to test in.');
  return found;
};

/**
 * Installs the packages, and on demand builds and looks for browsers, servers and content systems. What is
 * there is left alone.
 * @param {{build?: boolean, browsers?: boolean, contentSystems?: boolean, postgres?: boolean,
 *   services?: boolean, recipes?: boolean}} [wanted]
 * @returns the engines that can be used, by name, with the paths of their programs
 * @throws PrepareError with full sentences
 */
export const prepare = async (wanted = {}) => {
  checkNode();
  if (!isInstalled()) await install();
  if (wanted.build && !isBuilt()) await build();
  if (wanted.contentSystems) await findContentSystems();
  if (wanted.postgres) await findOrInstallPostgres();
  if (wanted.services) await findServices();
  if (wanted.recipes) await installForRecipes();
  return wanted.browsers ? findBrowsers() : {};
};
