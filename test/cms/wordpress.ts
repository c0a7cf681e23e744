/** A real WordPress in a folder of its own: database on a socket, PHP's own server, our plugin active. */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const plugin = fileURLToPath(new URL('../../demo/cms/wordpress/wistia-widgets', import.meta.url));

export interface WordPress {
  url: string;
  /** Runs PHP inside of WordPress; gives what it printed. */
  php(code: string): Promise<string>;
  close(): Promise<void>;
}

/** Waits, as long as the program runs that is waited for. */
const until = async (what: string, program: ChildProcess, is: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await is())) {
    if (program.exitCode !== null || program.signalCode !== null) throw new Error(`${what} did not come up.`);
    await new Promise((done) => setTimeout(done, 100));
  }
};

/** Where PHP's server says that it listens. */
const addressOf = (server: ChildProcess): Promise<string> =>
  new Promise((done, fail) => {
    let said = '';
    server.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = /Development Server \((http:\S+)\) started/.exec(said)?.[1];
      if (address) done(address);
    });
    server.once('error', fail).once('close', () => fail(new Error(`PHP's server ended:\n${said}`)));
  });

export const openWordPress = async (core: string): Promise<WordPress> => {
  const folder = mkdtempSync(join(tmpdir(), 'wp-'));
  const children: ChildProcess[] = [];
  const close = async () => {
    const exits = children.map(async (child) => {
      const exit = once(child, 'exit');
      if (child.kill('SIGKILL')) await exit;
    });
    await Promise.all(exits);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const data = join(folder, 'data');
    const socket = join(folder, 'db.sock');
    await execute('mariadb-install-db', [`--datadir=${data}`, '--auth-root-authentication-method=normal', '--user=root', '--skip-test-db']);
    const database = spawn('mariadbd', [`--datadir=${data}`, `--socket=${socket}`, '--skip-networking', '--user=root', `--pid-file=${folder}/db.pid`, '--innodb-flush-log-at-trx-commit=0'], { stdio: 'ignore' });
    children.push(database);
    await until('The database', database, () => existsSync(socket));

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
    const server = spawn('php', ['-d', 'memory_limit=512M', '-S', '127.0.0.1:0', '-t', site], {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: site,
    });
    children.push(server);
    const url = await addressOf(server);
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
    const run = async (code: string, file: string) => {
      writeFileSync(join(folder, file), `<?php\nini_set('display_errors', 'stderr');\n${code}`);
      const { stdout } = await execute('php', ['-d', 'memory_limit=512M', join(folder, file)]);
      return stdout;
    };
    await until('The database', database, () =>
      run(`$db = new mysqli('localhost', 'root', '', '', 0, '${socket}'); $db->query('CREATE DATABASE IF NOT EXISTS wordpress');`, 'create.php').then(
        () => true,
        () => false,
      ),
    );
    const asked = `$_SERVER['HTTP_HOST'] = '${new URL(url).host}'; $_SERVER['REQUEST_URI'] = '/'; $_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1'; $_SERVER['REQUEST_METHOD'] = 'GET';`;
    await run(
      `${asked} define('WP_INSTALLING', true); require '${site}/wp-config.php'; require ABSPATH . 'wp-admin/includes/upgrade.php';
       wp_install('Site', 'admin', 'admin@example.com', false, '', '${randomBytes(12).toString('hex')}');
       update_option('template', 'plain'); update_option('stylesheet', 'plain'); update_option('active_plugins', array('wistia-widgets/wistia-widgets.php'));`,
      'install.php',
    );
    return { url, php: (code) => run(`${asked} require '${site}/wp-config.php';\n${code}`, 'code.php'), close };
  } catch (error) {
    await close();
    throw error;
  }
};
