/** `wistia-widgets check`, `token` and `key`, as an operator meets them. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveSandbox } from '../../demo/sandbox/serve.js';
import { createGateway, parseConfig } from '../../src/gateway/index.js';
import type { GatewayConfig } from '../../src/gateway/index.js';
import { builtCli } from './built.js';
import { withPeople } from './signed.js';

let cli: Awaited<ReturnType<typeof builtCli>>;
let folder: string;
let sandbox: Awaited<ReturnType<typeof serveSandbox>>;

beforeAll(async () => {
  cli = await builtCli('check');
  folder = await mkdtemp(join(tmpdir(), 'gateway-check-'));
  sandbox = await serveSandbox({ visitors: 50, videos: 30 });
});
afterAll(async () => {
  await cli.remove();
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

const run = async (args: string[], environment: Record<string, string> = {}) => {
  const { PATH } = process.env;
  const child = spawn(process.execPath, [cli.file, ...args], { env: { PATH, ...environment } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (err += data));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, out, err };
};

const config = async (value: unknown): Promise<string> => {
  const file = join(folder, `${Math.random()}.json`);
  await writeFile(file, JSON.stringify(value));
  return file;
};

const SECRET = 'canary_secret_of_an_operator_0123456789';

describe('wistia-widgets check', () => {
  const check = async (value: object, environment = {}) =>
    run(['check', '--config', await config(value)], environment);

  test('says in words what can be read, without a token', async () => {
    const { code, out, err } = await check({
      publish: {
        account: { fields: ['hours_watched'], by_date: { last: '90d' } },
        projects: [{ id: 'p1', by_date: false }],
        medias: [
          { id: 'm1', engagement: false, catalogue: false },
          { tag: 'internal', fields: [] },
        ],
      },
      origins: ['https://www.example.com'],
      readers: { keys: [{ kid: 'a', alg: 'HS256', secretEnv: 'NOT_SET_HERE' }] },
    });
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('sums of everything: hours_watched; hours_watched by day, no further back than 90d\n');
    expect(out).toContain('project p1: load_count, play_count, hours_watched and number_of_videos; no days\n');
    expect(out).toMatch(/video m1: load_count.*; load_count.* by day, all days; no engagement curve; not in the list of videos\n/);
    expect(out).toContain('videos with the tag "internal": nothing\n');
    expect(out).toMatch(/videos of the project p1: load_count.*; no days; engagement over/);
    expect(out).toContain('pages of https://www.example.com');
    expect(out).toContain('signed by "a" (HS256)');
    expect(out).toContain('WISTIA_API_TOKEN is not set');
  });

  test.each<[string, object, RegExp]>([
    ['nothing', {}, /! Nothing is published/],
    ['every video', { publish: { medias: true } }, /! Every video is published, also each that is uploaded/],
    ['every project', { publish: { projects: '*' } }, /! Every project is published/],
    ['any origin', { publish: { account: true }, origins: '*' }, /! Pages of any site/],
    ['a name twice', { publish: { medias: ['m1', { id: 'm1', fields: [] }] } }, /! "m1" is named more than once/],
    ['days that are over', { publish: { account: { by_date: { end_date: '2020-01-01' } } } }, /! sums of everything has no days after 2020-01-01/],
    ['days to come', { publish: { account: { by_date: { start_date: '2999-01-01' } } } }, /! sums of everything has no days before 2999-01-01/],
    ['fields that it does not have', { publish: { projects: [{ id: 'p1', fields: ['play_rate'], medias: false }] } }, /! project p1 is named, but none of its fields/],
    ['a tag', { publish: { medias: [{ tag: 'site' }] } }, /! Whoever may tag a video/],
    ['a token in the clear', { publish: { account: true }, apiUrl: 'http://wistia.example/v1/' }, /! apiUrl is not encrypted/],
  ])('warns of %s', async (_, value, warning) => {
    expect((await check(value)).out).toMatch(warning);
  });

  test('does not warn of what is in order', async () => {
    const { out } = await check({ publish: { account: true, medias: ['m1'] }, origins: ['https://a.example'] });
    expect(out).not.toContain('!');
  });

  test('looks at the account, with a token', async () => {
    const { account } = sandbox.sandbox;
    const archived = account.medias.find((media) => media.archived)!;
    const { out, code } = await check(
      {
        apiUrl: sandbox.url,
        timeout: 60,
        publish: {
          projects: ['p1introvid', 'nosuchproj'],
          medias: ['993554ba94', 'nosuchid00', archived.hashed_id, { tag: 'On the site' }, { tag: 'internal' }],
        },
      },
      { WISTIA_API_TOKEN: 'sandbox' },
    );
    expect(code).toBe(0);
    expect(out).toMatch(/In the account now: \d+ videos/);
    expect(out).toMatch(/993554ba94 "How They Work": load_count/);
    expect(out).toContain('! The video nosuchid00 is not in the account');
    expect(out).toContain(`! The video ${archived.hashed_id} is archived`);
    expect(out).toContain('! The project nosuchproj is not in the account');
    expect(out).toContain('! No video has the tag "On the site"');
    expect(out).toMatch(/! By their names or tags, these were hardly meant for everybody: /);
    expect(out).not.toContain('project p1introvid is not');
  });

  test('says so where the account cannot be looked at', async () => {
    const value = { apiUrl: sandbox.url, publish: { medias: ['993554ba94'] } };
    const { out, code } = await check(value, { WISTIA_API_TOKEN: 'canary' });
    expect(code).toBe(0);
    expect(out).toContain('! The account could not be looked at: check that the token is right');
    expect(out).not.toContain('canary');
  });

  test('names a mistake in the file as the gateway does', async () => {
    const { code, err } = await check({ publish: { medias: 'some' } });
    expect([code, err]).toEqual([2, 'publish.medias should be true, "*", a list of ids or an object, but is "some".\n']);
  });
});

/** Whether a gateway takes the token for events. */
const opens = async (settings: GatewayConfig, token: string) => {
  const gateway = createGateway(settings, {
    fetch: async (url, init) => withPeople(new URL(url).pathname.slice(4), new URL(url), init),
  });
  const headers = { Authorization: `Bearer ${token}` };
  return (await gateway(new Request('http://localhost/stats/events.json', { headers }))).status;
};

describe('wistia-widgets token', () => {
  const readers = { keys: [{ kid: 'a', alg: 'HS256', secretEnv: 'READER_KEY' }], audience: 'tools' };
  const environment = { READER_KEY: SECRET };

  test('makes a token that the gateway takes', async () => {
    const file = await config({ readers });
    const args = ['--scope', 'events', '--scope', 'stats', '--media', 'm1', '--media', 'm2'];
    const { code, out, err } = await run(
      ['token', '--config', file, ...args, '--expires', '15m', '--subject', 'the sales tool'],
      environment,
    );
    expect([code, err]).toEqual([0, '']);
    const token = out.trim();
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', kid: 'a' });
    const { iat, exp, ...claims } = decodeJwt(token);
    expect(exp! - iat!).toBe(900);
    expect(claims).toEqual({ aud: 'tools', scope: 'events stats', medias: ['m1', 'm2'], sub: 'the sales tool' });
    const key = { kid: 'a', alg: 'HS256', secret: SECRET } as const;
    expect(await opens({ token: 't', readers: { keys: [key], audience: 'tools' } }, token)).toBe(200);
  });

  test('signs with a key of its own kind, of which the gateway has the public part', async () => {
    const out = join(folder, 'reader.pem');
    const made = await run(['key', '--out', out, '--kid', '2026-11']);
    expect(made.code).toBe(0);
    expect((await stat(out)).mode & 0o077).toBe(0);
    expect(await readFile(out, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    const key = JSON.parse(made.out);
    const settings = { readers: { keys: [key] } };
    const file = await config(settings);
    const args = ['token', '--config', file, '--scope', 'events', '--all'];
    const { out: printed } = await run([...args, '--key-file', out]);
    expect(await opens({ token: 't', ...settings }, printed.trim())).toBe(200);
    const without = await run(args);
    expect([without.code, without.err]).toEqual([
      2,
      '--key-file is missing: the configuration has only the public part of "2026-11".\n',
    ]);
    const again = await run(['key', '--out', out]);
    expect([again.code, again.err]).toEqual([2, `${out} could not be written: it is there already.\n`]);
  });

  test('finds a secret in a file beside the configuration', async () => {
    const secretFile = join(folder, 'secret');
    const made = await run(['key', '--alg', 'HS256', '--kid', 'b', '--out', secretFile]);
    const file = await config({ readers: { keys: [{ ...JSON.parse(made.out), secretFile: 'secret' }] } });
    const { out } = await run(['token', '--config', file, '--scope', 'events', '--all']);
    const secret = (await readFile(secretFile, 'utf8')).trim();
    const key = { kid: 'b', alg: 'HS256', secret } as const;
    expect(await opens({ token: 't', readers: { keys: [key] } }, out.trim())).toBe(200);
  });

  test.each<[string, string[], RegExp]>([
    ['no scope', ['--all'], /--scope is missing/],
    ['a scope that is not known', ['--all', '--scope', 'admin'], /--scope admin is not known/],
    ['no limit', ['--scope', 'events'], /--media, --project or --visitor, or --all/],
    ['a visitor and no limit', ['--scope', 'events', '--all', '--visitor', 'A1'], /exclude each other/],
    ['a key that is none', ['--scope', 'events', '--visitor', 'a b'], /"a b" is not a visitor's key/],
    ['too many visitors', ['--scope', 'events', ...Array.from({ length: 21 }, (_, i) => `--visitor=K${i}`)], /names 20 visitors at most/],
    ['a limit and none', ['--scope', 'events', '--all', '--media', 'm1'], /exclude each other/],
    ['an id that is none', ['--scope', 'events', '--media', '../m'], /"\.\.\/m" is not an id/],
    ['a time that is too long', ['--scope', 'events', '--all', '--expires', '400d'], /--expires should be/],
    ['a key that is not there', ['--scope', 'events', '--all', '--kid', 'z'], /There is no key "z"/],
  ])('refuses %s', async (_, args, why) => {
    const { code, out, err } = await run(['token', '--config', await config({ readers }), ...args], environment);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(why);
    expect(err).not.toContain('canary');
  });

  test.each<[string, object, RegExp]>([
    ['in the clear', { kid: 'a', alg: 'HS256', secret: SECRET }, /readers\.keys\[0\]\.secret does not belong in/],
    ['nowhere', { kid: 'a', alg: 'HS256' }, /readers\.keys\[0\] has no secret/],
    ['in a variable that is not set', { kid: 'a', alg: 'HS256', secretEnv: 'NOT_SET' }, /names NOT_SET, which is not set/],
    ['in a file that is not there', { kid: 'a', alg: 'HS256', secretFile: 'nowhere' }, /names nowhere, which could not be read/],
  ])('and the gateway refuse a secret that is %s', async (_, key, why) => {
    const file = await config({ publish: {}, readers: { keys: [key] } });
    for (const args of [['token', '--scope', 'events', '--all'], ['gateway', '--port', '0']]) {
      const { code, err } = await run([...args, '--config', file], { WISTIA_API_TOKEN: 't' });
      expect(code).toBe(2);
      expect(err).toMatch(why);
      expect(err).not.toContain('canary');
    }
  });

  test('a configuration without readers says how to get a key', async () => {
    const { err } = await run(['token', '--config', await config({}), '--scope', 'events', '--all']);
    expect(err).toMatch(/"wistia-widgets key" makes a key/);
    expect(parseConfig({ token: 't' }).readers).toBeUndefined();
  });
});
