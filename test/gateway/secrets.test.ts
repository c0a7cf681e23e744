/**
 * The token and what Wistia knows of its viewers never leave the gateway, whatever Wistia answers.
 */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { account, engagement, json, listed, media, stubbed, TOKEN } from './stub.js';

const CANARIES = [TOKEN, 'canary-person', 'canary@example.com', '203.0.113.7'];

/** Something that Wistia could put anywhere, with a secret in it. */
const canary = fc.constantFrom(...CANARIES, `Bearer ${TOKEN}`, `<script>${TOKEN}</script>`);
const person = {
  email: 'canary@example.com',
  ip: '203.0.113.7',
  visitor_identity: { name: 'canary-person', email: 'canary@example.com' },
};

const replaced = (value: object, name: string, by: unknown) => ({ ...value, [name]: by });

const body = fc.oneof(
  canary,
  canary.map((text) => JSON.stringify({ error: text, code: text })),
  fc
    .tuple(fc.constantFrom(...Object.keys(media)), fc.oneof(canary, fc.jsonValue()))
    .map(([name, value]) =>
      JSON.stringify(replaced({ ...media, ...account, ...engagement, ...person }, name, value)),
    ),
  canary.map((text) => JSON.stringify({ ...media, ...engagement, [text]: text, ...person })),
  canary.map((text) => JSON.stringify([{ date: text, ...account }, person])),
  canary.map((text) =>
    JSON.stringify([{ date: '2024-01-01', ...account, ...person, [text]: text }]),
  ),
  canary.map((text) =>
    JSON.stringify([
      { ...listed('m1'), ...person, status: text, section: text },
      { [text]: text },
      text,
    ]),
  ),
);

const reply = fc.record({
  status: fc.constantFrom(200, 200, 200, 301, 400, 401, 403, 404, 422, 429, 500, 503),
  body,
  header: canary,
  fails: fc.boolean(),
});

const request = fc.constantFrom(
  'stats/account.json',
  'stats/account/by_date.json?start_date=2024-01-01&end_date=2024-01-05',
  'stats/medias/m1.json',
  'stats/medias/m1/by_date.json',
  'stats/medias/m1/engagement.json',
  'stats/medias.json?hashed_ids[]=m1&hashed_ids[]=m2',
  'medias.json',
  'stats/visitors.json',
  'stats/events.json',
  `stats/account.json?api_password=${encodeURIComponent('x')}`,
  'healthz',
);

test('canaries appear in no reply, header, log or error', async () => {
  const printed: string[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...args) => void printed.push(args.join(' ')));
  }
  vi.useFakeTimers();
  let said = 0;
  await fc.assert(
    fc.asyncProperty(
      reply,
      fc.array(request, { minLength: 1, maxLength: 4 }),
      async (reply, requests) => {
        const { get, log, gateway } = stubbed(
          { publish: { account: true, medias: true } },
          (path) => {
            if (path === 'medias.json' && reply.status === 200 && !reply.body.startsWith('[')) {
              return json([listed('m1'), listed('m2')]);
            }
            if (reply.fails) throw new TypeError(`fetch failed: ${reply.header}`, { cause: TOKEN });
            return new Response(reply.body, {
              status: reply.status,
              headers: {
                'X-Canary': reply.header,
                'Set-Cookie': reply.header,
                Server: reply.header,
              },
            });
          },
        );
        const seen: string[] = [];
        for (const path of requests) {
          const pending = get(path);
          await vi.advanceTimersByTimeAsync(2_000);
          const response = await pending;
          seen.push(await response.text(), JSON.stringify([...response.headers]));
        }
        seen.push(JSON.stringify(log), JSON.stringify(gateway.health()), ...printed);
        said += log.length;
        for (const secret of CANARIES) expect(seen.join('\n')).not.toContain(secret);
      },
    ),
    { numRuns: 400 },
  );
  // It was not silence that kept the secret.
  expect(said).toBeGreaterThan(100);
  vi.useRealTimers();
  vi.restoreAllMocks();
}, 60_000);
