import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Fault } from '../../demo/sandbox/index.js';
import { ask, control, get, ORIGIN, smallSandbox } from './sandbox-client.js';

const PATH = 'stats/medias/993554ba94.json';
const faulty = (...faults: Fault[]) => {
  const sandbox = smallSandbox();
  for (const fault of faults) sandbox.faults.add(fault);
  return sandbox;
};

afterEach(() => vi.useRealTimers());

describe('status', () => {
  test('500 with an error in JSON, unless told otherwise', async () => {
    const response = await get(faulty({ kind: 'status' }), PATH);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: 'Something went wrong.' });
  });

  test('429 as plain text with Retry-After', async () => {
    const response = await get(faulty({ kind: 'status', status: 429, retryAfter: 7 }), PATH);
    expect(response.status).toBe(429);
    expect(response.headers.get('Content-Type')).toMatch(/^text\/plain/);
    expect(response.headers.get('Retry-After')).toBe('7');
    await expect(response.json()).rejects.toThrow();
  });

  test('Retry-After may be missing or a date', async () => {
    const header = async (fault: Partial<Fault>) =>
      (await get(faulty({ kind: 'status', ...fault }), PATH)).headers.get('Retry-After');
    expect(await header({ status: 429 })).toBe('1');
    expect(await header({ status: 429, retryAfter: null })).toBeNull();
    expect(await header({ status: 503 })).toBeNull();
    const date = 'Wed, 18 Mar 2026 10:00:00 GMT';
    expect(await header({ status: 503, retryAfter: date })).toBe(date);
  });

  test('401 with any code, and any body', async () => {
    const code = await get(
      faulty({ kind: 'status', status: 401, code: 'unauthorized_params' }),
      PATH,
    );
    expect(await code.json()).toMatchObject({ code: 'unauthorized_params' });
    const body = await get(faulty({ kind: 'status', status: 502, body: 'Bad gateway' }), PATH);
    expect([body.status, await body.text()]).toEqual([502, 'Bad gateway']);
  });
});

test('latency: the reply comes later, and a client that has gone is not waited for', async () => {
  vi.useFakeTimers();
  const sandbox = faulty({ kind: 'latency', ms: 5000 });
  let done = false;
  const reply = get(sandbox, PATH).finally(() => (done = true));
  await vi.advanceTimersByTimeAsync(4999);
  expect(done).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect((await reply).status).toBe(200);

  const { signal, abort } = abortable();
  const left = sandbox.fetch(new Request(`${ORIGIN}/v1/${PATH}`, { signal }));
  abort();
  await expect(left).rejects.toThrow('aborted');
  expect(vi.getTimerCount()).toBe(0);
});

const abortable = () => {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
};

test('cut: the body breaks off in the middle', async () => {
  const response = await get(faulty({ kind: 'cut' }), PATH);
  expect(response.status).toBe(200);
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  const begin = new TextDecoder().decode(value);
  expect(begin).toMatch(/^\{"load_count":/);
  expect(() => JSON.parse(begin)).toThrow();
  await expect(reader.read()).rejects.toThrow('The connection broke.');
});

test('html: a page instead of JSON', async () => {
  const response = await get(faulty({ kind: 'html' }), PATH);
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toMatch(/^text\/html/);
  expect(await response.text()).toMatch(/^<!doctype html>.*<script>/);
});

test('huge: as many bytes as wanted, 10 MB by default', async () => {
  const size = async (fault: Fault) =>
    (await (await get(faulty(fault), PATH)).arrayBuffer()).byteLength;
  expect(await size({ kind: 'huge' })).toBe(10_000_000);
  expect(await size({ kind: 'huge', bytes: 100_001 })).toBe(100_001);
  const json = await (await get(faulty({ kind: 'huge', bytes: 200_000 }), PATH)).json();
  expect(json).toMatchObject({ play_count: 1 });
});

describe('shape', () => {
  test('a field is another value, or missing', async () => {
    const bent = (odd: Partial<Fault>) =>
      ask(faulty({ kind: 'shape', field: 'play_count', ...odd }), PATH);
    expect(await bent({ value: 'NaN' })).toMatchObject({
      play_count: 'NaN',
      load_count: expect.any(Number),
    });
    expect(await bent({ value: -1 })).toMatchObject({ play_count: -1 });
    expect(await bent({})).not.toHaveProperty('play_count');
  });

  test('in every row, and inside of objects', async () => {
    const sandbox = faulty({ kind: 'shape', field: 'name', value: { first: 'x' } });
    for (const { visitor_identity } of await ask(sandbox, 'stats/visitors.json')) {
      expect(visitor_identity.name).toEqual({ first: 'x' });
    }
  });

  test('without a field the whole reply is a string', async () => {
    expect(await ask(faulty({ kind: 'shape' }), PATH)).toBe('not what you expect');
  });
});

describe('hang', () => {
  test('there is no reply until the client gives up', async () => {
    const sandbox = faulty({ kind: 'hang' });
    const { signal, abort } = abortable();
    const request = new Request(`${ORIGIN}/v1/${PATH}`, { signal });
    const first = await Promise.race([sandbox.fetch(request), Promise.resolve('nothing yet')]);
    expect(first).toBe('nothing yet');
    const reply = sandbox.fetch(request);
    abort();
    await expect(reply).rejects.toThrow('aborted');
  });

  test('with headers: nothing comes after the first byte', async () => {
    const response = await get(faulty({ kind: 'hang', headers: true }), PATH);
    expect(response.status).toBe(200);
    const reader = response.body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('{');
    const next = await Promise.race([reader.read(), Promise.resolve('nothing yet')]);
    expect(next).toBe('nothing yet');
  });
});

describe('which requests a fault befalls', () => {
  const status = async (sandbox: ReturnType<typeof smallSandbox>, path = PATH) =>
    (await get(sandbox, path)).status;

  test('those whose path or query has a part', async () => {
    const sandbox = faulty({ kind: 'status', match: 'by_date.json?start_date=2026-01' });
    expect(await status(sandbox)).toBe(200);
    expect(await status(sandbox, 'stats/account/by_date.json?start_date=2026-01-05')).toBe(500);
    expect(await status(sandbox, 'stats/account/by_date.json?start_date=2026-02-05')).toBe(200);
  });

  test('the first few', async () => {
    const sandbox = faulty({ kind: 'status', match: 'medias', times: 2 });
    expect(await status(sandbox, 'stats/account.json')).toBe(200);
    expect([await status(sandbox), await status(sandbox), await status(sandbox)]).toEqual([
      500, 500, 200,
    ]);
    expect(sandbox.faults.list[0]!.hits).toBe(2);
  });

  test('a share of them', async () => {
    const sandbox = faulty({ kind: 'status', share: 0.3 });
    const statuses = [];
    for (let i = 0; i < 300; i++) statuses.push(await status(sandbox));
    const struck = statuses.filter((one) => one === 500).length;
    expect(struck).toBeGreaterThan(60);
    expect(struck).toBeLessThan(120);
  });

  test('several at once', async () => {
    vi.useFakeTimers();
    const sandbox = faulty({ kind: 'latency', ms: 50 }, { kind: 'status', status: 503 });
    let done = false;
    const reply = get(sandbox, PATH).finally(() => (done = true));
    await vi.advanceTimersByTimeAsync(49);
    expect(done).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect((await reply).status).toBe(503);
  });

  test('not the control paths', async () => {
    const sandbox = faulty({ kind: 'hang' });
    expect((await control(sandbox, 'GET', 'faults')).status).toBe(200);
  });

  test('none once they are off', async () => {
    const sandbox = smallSandbox();
    const one = sandbox.faults.add({ kind: 'status', match: 'medias' });
    sandbox.faults.add({ kind: 'status', match: 'account' });
    sandbox.faults.remove(one.id);
    expect(await status(sandbox)).toBe(200);
    expect(await status(sandbox, 'stats/account.json')).toBe(500);
    sandbox.faults.clear();
    expect(await status(sandbox, 'stats/account.json')).toBe(200);
  });
});

describe('over HTTP', () => {
  test('faults are told, listed and taken back', async () => {
    const sandbox = smallSandbox();
    const told = await control(sandbox, 'POST', 'faults', {
      match: 'stats/medias',
      kind: 'status',
      status: 418,
    });
    expect(told.status).toBe(201);
    const fault = (await told.json()) as { id: number };
    expect((await get(sandbox, PATH)).status).toBe(418);
    expect(await (await control(sandbox, 'GET', 'faults')).json()).toEqual([{ ...fault, hits: 1 }]);
    expect((await control(sandbox, 'DELETE', `faults/${fault.id}`)).status).toBe(204);
    expect((await control(sandbox, 'DELETE', `faults/${fault.id}`)).status).toBe(404);
    expect((await get(sandbox, PATH)).status).toBe(200);
    await control(sandbox, 'POST', 'faults', [{ kind: 'html' }, { kind: 'cut' }]);
    expect(sandbox.faults.list).toHaveLength(2);
    expect((await control(sandbox, 'DELETE', 'faults')).status).toBe(204);
    expect(sandbox.faults.list).toEqual([]);
  });

  test.each([
    [{ kind: 'fire' }, /"kind" must be one of latency, status, cut/],
    [{}, /"kind" must be one of/],
    [{ kind: 'latency', ms: -1 }, /"ms" must be a whole number of milliseconds/],
    [{ kind: 'status', status: 99 }, /"status" must be a status from 200 to 599/],
    [{ kind: 'cut', share: 2 }, /"share" must be a number from 0 to 1/],
    [{ kind: 'cut', matches: 'x' }, /"matches" is no setting of a fault: known are kind, match/],
    [{ kind: 'cut', toString: 1 }, /"toString" is no setting/],
    ['hang', /A fault is an object/],
  ])('%j is refused with a sentence', async (fault, sentence) => {
    const sandbox = smallSandbox();
    const response = await control(sandbox, 'POST', 'faults', fault);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toMatch(sentence);
    expect(sandbox.faults.list).toEqual([]);
  });

  test('a body that is not JSON, and paths that are not there', async () => {
    const sandbox = smallSandbox();
    const broken = new Request(`${ORIGIN}/sandbox/faults`, { method: 'POST', body: '{' });
    expect((await sandbox.fetch(broken)).status).toBe(400);
    for (const path of ['nothing', 'faults/1/2', 'requests/1', '']) {
      expect((await control(sandbox, 'GET', path)).status, path).toBe(404);
    }
  });
});

describe('the requests that the API got', () => {
  test('are counted and listed, with their status and without secrets', async () => {
    const sandbox = smallSandbox();
    await ask(sandbox, `medias.json?hashed_ids[]=993554ba94&hashed_ids[]=ok7lkjqy3y`);
    await get(sandbox, 'stats/account.json?access_token=very-secret', {});
    await control(sandbox, 'GET', 'faults');
    const { count, requests } = (await (await control(sandbox, 'GET', 'requests')).json()) as {
      count: number;
      requests: object[];
    };
    expect(count).toBe(2);
    expect(requests).toMatchObject([
      {
        method: 'GET',
        path: 'medias.json?hashed_ids[]=993554ba94&hashed_ids[]=ok7lkjqy3y',
        status: 200,
      },
      { method: 'GET', path: 'stats/account.json?access_token=…', status: 401 },
    ]);
    expect(sandbox.requests.paths).toHaveLength(2);
    await control(sandbox, 'DELETE', 'requests');
    expect([sandbox.requests.count, sandbox.requests.paths]).toEqual([0, []]);
  });

  test('show one that hangs as without a status', async () => {
    const sandbox = faulty({ kind: 'hang' });
    const { signal, abort } = abortable();
    const reply = sandbox.fetch(new Request(`${ORIGIN}/v1/${PATH}`, { signal }));
    expect(sandbox.requests.list).toMatchObject([{ path: PATH, status: 0 }]);
    abort();
    await expect(reply).rejects.toThrow();
  });
});
