import { describe, expect, test } from 'vitest';
import { SCRIPT, VERSION, WORDS } from './built.js';
import { commandLine } from './command-line.js';

const { run, config } = commandLine('cli');

describe('wistia-widgets', () => {
  test('tells its version and its commands', async () => {
    const version = run(['--version']);
    expect(await version.ended).toBe(0);
    expect(version.out()).toBe(`${VERSION}\n`);
    const help = run(['--help']);
    expect(await help.ended).toBe(0);
    expect(help.out()).toMatch(/gateway[\s\S]*sandbox/);
    const gateway = run(['gateway', '--help']);
    expect(await gateway.ended).toBe(0);
    expect(gateway.out()).toContain('WISTIA_API_TOKEN');
  });

  test.each([
    ['a command that it does not know', ['serve'], /unknown command 'serve'/],
    ['a missing option', ['gateway'], /'--config <file>' not specified/],
    [
      'a wrong port',
      ['gateway', '--config', 'x', '--port', '99999'],
      /whole number from 0 to 65535/,
    ],
  ])('refuses %s', async (_, args, why) => {
    const refused = run(args);
    expect(await refused.ended).toBe(2);
    expect(refused.err()).toMatch(why);
  });
});

describe('wistia-widgets gateway', () => {
  const token = { WISTIA_API_TOKEN: 'canary-token' };

  test.each<[string, unknown, Record<string, string>, string[]]>([
    [
      'without a token',
      {},
      {},
      [
        'WISTIA_API_TOKEN is not set: it holds a Wistia API token with the permission "Read detailed stats".',
      ],
    ],
    [
      'with an empty token',
      {},
      { WISTIA_API_TOKEN: ' ' },
      [
        'WISTIA_API_TOKEN is not set: it holds a Wistia API token with the permission "Read detailed stats".',
      ],
    ],
    [
      'with a token in the file',
      { token: 'canary-token' },
      token,
      [
        'token does not belong in FILE: take it out, and set it in the environment as WISTIA_API_TOKEN.',
      ],
    ],
    [
      'with a file that is not JSON',
      '{"publish": canary-token',
      token,
      ['The configuration FILE is not JSON: check commas and quotes.'],
    ],
    ['with a list for a file', [], token, ['The configuration should be an object, but is [].']],
    [
      'with mistakes',
      { publish: { medias: [{ id: 'a', fields: ['plays'] }] }, budget: 1000 },
      token,
      [
        'publish.medias[0].fields[0] should be one of load_count, play_count, play_rate, hours_watched, engagement, visitors, engagement_data, rewatch_data, but is "plays".',
        'budget should be a whole number from 1 to 599, but is 1000.',
      ],
    ],
  ])('does not start %s, and says why in a line each', async (_, value, environment, problems) => {
    const file = await config(value);
    const refused = run(['gateway', '--config', file, '--port', '0'], environment);
    expect(await refused.ended).toBe(2);
    expect(refused.err().trim().split('\n')).toEqual(
      problems.map((text) => text.replace('FILE', file)),
    );
    expect(refused.err()).not.toContain('canary');
    expect(refused.out()).toBe('');
  });

  test('starts with the configuration that its help shows', async () => {
    const help = run(['gateway', '--help']);
    await help.ended;
    const example = JSON.parse(/\{[\s\S]*\}/.exec(help.out())![0]) as object;
    const gateway = run(['gateway', '--config', await config(example), '--port', '0'], token);
    const [, url] = await gateway.said(/(http:\S+)/);
    expect(await (await fetch(`${url}healthz`)).text()).toBe('ok');
    expect(gateway.err()).toBe('');
  });

  test('does not start without its file', async () => {
    const refused = run(['gateway', '--config', '/nowhere.json'], token);
    expect(await refused.ended).toBe(2);
    expect(refused.err()).toBe(
      'The configuration /nowhere.json could not be read: there is no such file.\n',
    );
  });

  test('serves a sandbox account’s published figures and the widgets, until it is asked to end', async () => {
    const sandbox = run([
      'sandbox',
      '--port',
      '0',
      '--visitors',
      '50',
      '--videos',
      '5',
      '--seed',
      '3',
    ]);
    const [, apiUrl] = await sandbox.said(/(http:\S+)/);
    const file = await config({ apiUrl, timeout: 60, publish: { account: { fields: ['play_count'] } } });
    const gateway = run(['gateway', '--config', file, '--port', '0'], {
      WISTIA_API_TOKEN: 'sandbox',
    });
    const [, url] = await gateway.said(/(http:\S+)/);
    const account = (await (await fetch(`${url}stats/account.json`)).json()) as object;
    expect(account).toEqual({ play_count: expect.any(Number) as number });
    const script = await fetch(`${url}wistia-widgets.js`);
    expect(await script.text()).toBe(SCRIPT);
    expect((await fetch(`${url}wistia-widgets-${VERSION}.js`)).status).toBe(200);
    const words = await fetch(`${url}wistia-widgets-words-de.js`);
    expect(await words.text()).toBe(WORDS);
    expect(words.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(words.headers.get('Cache-Control')).toMatch(/^public, max-age=300,/);
    expect((await fetch(`${url}medias.json`)).status).toBe(404);
    gateway.child.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
    expect(gateway.err()).toBe('');
    sandbox.child.kill('SIGINT');
    expect(await sandbox.ended).toBe(0);
  });

  test('says so where its port is taken, and where nothing is published', async () => {
    const file = await config({});
    const first = run(['gateway', '--config', file, '--port', '0'], token);
    const [, url] = await first.said(/(http:\S+)/);
    const { port } = new URL(url!);
    await expect.poll(first.err).toContain('Nothing is published yet');
    const second = run(['gateway', '--config', file, '--port', port], token);
    expect(await second.ended).toBe(2);
    expect(second.err()).toMatch(new RegExp(`^Port ${port} of 127.0.0.1 is not free: .*\n$`));
  });
});
