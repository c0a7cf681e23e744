/** Runs WebKit's MiniBrowser for @web/test-runner: on a screen in memory, through its own WebDriver. */
import { spawn } from 'node:child_process';
import { createServer, connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { webdriverLauncher } from '@web/test-runner-webdriver';

const HOST = '127.0.0.1';
const PATIENCE = 15_000;

const freePort = async () => {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
};

/** Starts a program that ends with this one at the latest. */
const start = (file, args, options) => {
  const child = spawn(file, args, options);
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return child;
};

/** Ends a program and waits for it. */
const ended = async (child) => {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
};

/** A screen in memory, on a number that Xvfb finds free. */
const startScreen = async (file) => {
  const child = start(file, ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = await Promise.race([
    once(child.stdio[3], 'data'),
    once(child, 'exit').then(() => {
      throw new Error('Xvfb ended before it had a screen.');
    }),
  ]);
  return { child, display: `:${String(number).trim()}` };
};

/** Resolves as soon as something listens on the port. */
const listening = async (port) => {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const socket = connect(port, HOST);
    const open = await once(socket, 'connect').then(() => true, () => false);
    socket.destroy();
    if (open) return;
    if (Date.now() > deadline) throw new Error(`WebKitWebDriver does not listen on port ${port}.`);
    await pause(50);
  }
};

/** A launcher of MiniBrowser. `programs`: paths of MiniBrowser, WebKitWebDriver and Xvfb. */
export const webkitLauncher = async (programs) => {
  const port = await freePort();
  const launcher = webdriverLauncher({
    hostname: HOST,
    port,
    path: '/',
    logLevel: 'error',
    capabilities: {
      browserName: 'MiniBrowser',
      'wdio:enforceWebDriverClassic': true,
      'webkitgtk:browserOptions': { binary: programs.browser, args: ['--automation'] },
    },
  });
  const [initialize, stop] = [launcher.initialize.bind(launcher), launcher.stop.bind(launcher)];
  let screen;
  let driver;
  return Object.assign(launcher, {
    async initialize(...args) {
      screen = await startScreen(programs.screen);
      driver = start(programs.driver, [`--port=${port}`, `--host=${HOST}`], {
        stdio: 'ignore',
        env: { ...process.env, DISPLAY: screen.display, WEBKIT_DISABLE_COMPOSITING_MODE: '1' },
      });
      await listening(port);
      await initialize(...args);
      this.name = 'WebKit';
    },
    async stop() {
      try {
        await stop();
      } finally {
        await ended(driver);
        await ended(screen?.child);
      }
    },
  });
};
