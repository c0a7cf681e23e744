/** The visitors of the API. */
import type { Account } from './account.js';
import { eventKey } from './event-keys.js';
import { choice, pageOf, paging } from './parameters.js';
import type { Person } from './people.js';

const iso = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

/** Some replies say more about who a visitor is than the documents do. */
const identityOf = (person: Person) => ({
  name: person.name,
  email: person.email,
  ...(person.newerReply && { org: { name: person.org || null, title: null } }),
});

/** A visitor as the API words it. */
export const visitorReply = (account: Account, visitor: number) => {
  const { seed, sessions } = account;
  const { loads, plays, firstSession, lastPlay } = account.visitors[visitor]!;
  const person = account.person(visitor);
  const { browser, platform, mobile } = person;
  return {
    visitor_key: person.visitor_key,
    created_at: iso(sessions.time(firstSession)),
    last_active_at: lastPlay < 0 ? null : iso(sessions.time(lastPlay)),
    last_event_key: lastPlay < 0 ? null : eventKey(seed, lastPlay, sessions.time(lastPlay)),
    load_count: loads,
    play_count: plays,
    visitor_identity: identityOf(person),
    ...(person.newerReply && { user_agent_details: { browser, platform, mobile } }),
  };
};

const filters = {
  has_name: (person: Person) => Boolean(person.name),
  has_email: (person: Person) => Boolean(person.email),
  identified_by_email_gate: (person: Person) => person.identifiedByEmailGate,
};
type Filter = keyof typeof filters;

// Sorting a large account for every page would take its time.
const orders = new WeakMap<Account, { sessions: number; order: number[] }>();

/** Numbers of all visitors, those who played last first. */
const lastActiveFirst = (account: Account): number[] => {
  const { visitors, sessions } = account;
  const known = orders.get(account);
  if (known?.sessions === sessions.length) return known.order;
  const order = visitors
    .map((_, visitor) => visitor)
    .sort(
      (a, b) =>
        visitors[b]!.lastPlay - visitors[a]!.lastPlay ||
        visitors[b]!.firstSession - visitors[a]!.firstSession,
    );
  orders.set(account, { sessions: sessions.length, order });
  return order;
};

/** Numbers of the visitors that a list request asks for, those who played last first. */
export const listVisitors = (account: Account, query: URLSearchParams): number[] => {
  const page = paging(query);
  const filter = choice(query, 'filter', Object.keys(filters) as Filter[]);
  const search = query.get('search');
  const all = lastActiveFirst(account);
  if (!filter && !search) return pageOf(all, page);
  const wanted = all.filter((visitor) => {
    const person = account.person(visitor);
    if (search && person.name !== search && person.email !== search) return false;
    return !filter || filters[filter](person);
  });
  return pageOf(wanted, page);
};
