/** A real WordPress in a folder of its own: database on a socket, PHP's own server, our plugin active. */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const plugin = fileURLToPath(new URL('../../demo/cms/wordpress/wistia-widgets', import.meta.url));

export interface WordPress {
  url: string;
  /** Runs PHP inside of WordPress; gives what it printed. */
  php(code: string): string;
  close(): void;
}

const until = async (what: string, is: () => boolean | Promise<boolean>): Promise<void> => {
  const end = Date.now() + 40_000;
  while (!(await is())) {
    if (Date.now() > end) throw new Error(`${what} did not come up.`);
    await new Promise((done) => setTimeout(done, 100));
  }
};

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });

const answers = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });

export const openWordPress = async (core: string): Promise<WordPress> => {
  const folder = mkdtempSync(join(tmpdir(), 'wp-'));
  const children: ChildProcess[] = [];
  const close = () => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const data = join(folder, 'data');
    const socket = join(folder, 'db.sock');
    execFileSync('mariadb-install-db', [`--datadir=${data}`, '--auth-root-authentication-method=normal', '--user=root', '--skip-test-db'], { stdio: 'ignore' });
    children.push(
      spawn('mariadbd', [`--datadir=${data}`, `--socket=${socket}`, '--skip-networking', '--user=root', `--pid-file=${folder}/db.pid`, '--innodb-flush-log-at-trx-commit=0'], { stdio: 'ignore' }),
    );
    await until('The database', () => existsSync(socket));

    const site = join(folder, 'site');
    mkdirSync(site);
    for (const name of readdirSync(core)) {
      if (!['wp-config.php', 'wp-content'].includes(name)) symlinkSync(join(core, name), join(site, name));
    }
    // WordPress finds itself by the real path of its files: what tells it apart has to be real here.
    for (const name of ['wp-load.php', 'wp-blog-header.php', 'index.php', 'wp-settings.php']) {
      rmSync(join(site, name));
      cpSync(join(core, name), join(site, name), { dereference: true });
    }
    mkdirSync(join(site, 'wp-content/plugins'), { recursive: true });
    cpSync(plugin, join(site, 'wp-content/plugins/wistia-widgets'), { recursive: true });
    const theme = join(site, 'wp-content/themes/plain');
    mkdirSync(theme, { recursive: true });
    writeFileSync(join(theme, 'style.css'), '/* Theme Name: Plain */');
    writeFileSync(
      join(theme, 'index.php'),
      '<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><?php wp_head(); ?></head><body><?php while (have_posts()) { the_post(); the_content(); } wp_footer(); ?></body></html>',
    );
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    writeFileSync(
      join(site, 'wp-config.php'),
      `<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:${socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '${url}'); define('WP_SITEURL', '${url}'); define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true); define('WP_CONTENT_DIR', '${site}/wp-content'); define('WP_CONTENT_URL', '${url}/wp-content');
define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', false); define('WP_DEBUG_LOG', '${folder}/debug.log');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', '${site}/');
require_once ABSPATH . 'wp-settings.php';
`,
    );
    const run = (code: string, file: string) => {
      writeFileSync(join(folder, file), `<?php\nini_set('display_errors', 'stderr');\n${code}`);
      return execFileSync('php', ['-d', 'memory_limit=512M', join(folder, file)], { encoding: 'utf8' });
    };
    await until('The database', () => {
      try {
        run(`$db = new mysqli('localhost', 'root', '', '', 0, '${socket}'); $db->query('CREATE DATABASE IF NOT EXISTS wordpress');`, 'create.php');
        return true;
      } catch {
        return false;
      }
    });
    const server = `$_SERVER['HTTP_HOST'] = '127.0.0.1:${port}'; $_SERVER['REQUEST_URI'] = '/'; $_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1'; $_SERVER['REQUEST_METHOD'] = 'GET';`;
    run(
      `${server} define('WP_INSTALLING', true); require '${site}/wp-config.php'; require ABSPATH . 'wp-admin/includes/upgrade.php';
       wp_install('Site', 'admin', 'admin@example.com', false, '', '${randomBytes(12).toString('hex')}');
       update_option('template', 'plain'); update_option('stylesheet', 'plain'); update_option('active_plugins', array('wistia-widgets/wistia-widgets.php'));`,
      'install.php',
    );
    children.push(
      spawn('php', ['-d', 'memory_limit=512M', '-S', `127.0.0.1:${port}`, '-t', site], { stdio: 'ignore', cwd: site }),
    );
    await until('PHP', () => answers(port));
    return { url, php: (code) => run(`${server} require '${site}/wp-config.php';\n${code}`, 'code.php'), close };
  } catch (error) {
    close();
    throw error;
  }
};
