/** A process that pulls from the address in argv[2] into the file in argv[3], to be killed by a test. */
import { EventPull } from '../../src/gateway/events/event-pull.js';
import { EventStore } from '../../src/gateway/events/event-store.js';
import { keyedHash } from '../../src/gateway/events/keyed-hash.js';
import { openSqlite } from '../../src/gateway/events/sqlite.js';

const [, , source = '', file = ''] = process.argv;
const hash = await keyedHash('a key that only the tests know');
const store = await EventStore.open(openSqlite(file), await hash.fingerprint());
await new EventPull({
  store,
  hash,
  days: 30,
  fetchPage: async (query) =>
    (await fetch(`${source}?${new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]))}`)).json(),
}).backfill(new AbortController().signal);
await store.close();
