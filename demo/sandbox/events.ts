/** The events of the API: viewing sessions with a play, of the last two years. */
import type { Account, Conversion } from './account.js';
import { eventKey, sessionWithKey } from './event-keys.js';
import { dayParameter, paging } from './parameters.js';
import { thumbnailOf } from './pictures.js';
import { hash } from './random.js';
import { onlyOnce, secondsWatched } from './watched.js';

const DAY = 864e5;

/** What of an event does not lie in the account. */
export interface EventSurroundings {
  /** Milliseconds since 1970. */
  now: number;
  /** Where the pictures and the heatmap pages are, without a slash at the end. */
  origin: string;
  publicToken: string;
}

/** The first moment whose events are still told. */
const firstMoment = (now: number): number => {
  const date = new Date(now);
  return date.setUTCFullYear(date.getUTCFullYear() - 2);
};

/** Share of the video that a session saw, 0 to 1. */
export const percentViewed = (account: Account, index: number): number => {
  const { seconds } = account.medias[account.sessions.media(index)]!;
  return secondsWatched(onlyOnce(account.sessions.watched(index))) / seconds;
};

const embedUrls = [
  'https://www.example.com/',
  'https://www.example.com/learn/',
  'http://blog.example.org/2021/05/how-we-film.html?utm_source=newsletter&utm_medium=email',
  'https://shop.example.com/produkte/größen',
  '',
];

const conversionOf = (account: Account, index: number): Conversion => {
  const told = account.conversions.get(index);
  if (told) return told;
  const { seed, sessions } = account;
  const visitor = sessions.visitor(index);
  const { identifiedByEmailGate, email, name } = account.person(visitor);
  // Whoever is known from an e-mail gate gave the address in front of the first video played.
  if (identifiedByEmailGate && account.visitors[visitor]!.firstPlay === index) {
    return { type: 'pre-roll-email', data: { email, name } };
  }
  if (!sessions.converted(index)) return { type: '', data: '' };
  const forms: Conversion[] = [
    { type: 'post-roll-link', data: { url: 'https://www.example.com/sign-up' } },
    { type: 'mid-roll-link', data: {} },
    { type: 2, data: '' },
  ];
  return forms[hash(seed ^ 0x636f6e76, index) % forms.length]!;
};

/** An event as the API words it. */
export const eventReply = (account: Account, index: number, around: EventSurroundings) => {
  const { seed, sessions } = account;
  const time = sessions.time(index);
  const media = account.medias[sessions.media(index)]!;
  const person = account.person(sessions.visitor(index));
  const key = eventKey(seed, index, time);
  const draw = hash(seed ^ 0x656d6265, index);
  const conversion = conversionOf(account, index);
  const iso = new Date(time).toISOString();
  return {
    received_at: draw % 4 ? iso.replace(/\.\d+Z$/, 'Z') : iso,
    event_key: key,
    ip: person.ip,
    country: person.country,
    region: person.region,
    city: person.city,
    lat: person.lat,
    lon: person.lon,
    org: person.org,
    email: person.email,
    percent_viewed: percentViewed(account, index),
    embed_url: media.hostile
      ? `javascript:alert(document.domain)//"><img src=x onerror=alert(3)>`
      : embedUrls[draw % embedUrls.length]!,
    conversion_type: conversion.type,
    conversion_data: conversion.data,
    iframe_heatmap_url:
      `${around.origin}/v1/stats/events/${encodeURIComponent(key)}/iframe.html` +
      `?public_token=${encodeURIComponent(around.publicToken)}`,
    visitor_key: person.visitor_key,
    media_id: media.hashed_id,
    media_name: media.name,
    media_url: media.hostile
      ? 'javascript:alert(document.domain)'
      : `https://account.example.com/medias/${media.hashed_id}`,
    thumbnail: {
      ...thumbnailOf(media, around.origin),
      fileSize: 402,
      contentType: 'image/svg+xml',
      type: 'StillImageFile',
    },
  };
};

/** The index of an event that the API still tells. */
export const findEvent = (account: Account, key: string, now: number): number | undefined => {
  const index = sessionWithKey(account.seed, account.sessions, key);
  return index !== undefined && account.sessions.time(index) >= firstMoment(now)
    ? index
    : undefined;
};

/**
 * Indices of the events that a list request asks for, newest first. Later pages begin with what the
 * page before ended with, as they do where new events arrive between two requests: `repeats` says
 * with how many.
 */
export const listEvents = (
  account: Account,
  query: URLSearchParams,
  now: number,
  repeats: number,
): number[] => {
  const { sessions } = account;
  const { page, perPage } = paging(query);
  const start = dayParameter(query, 'start_date');
  const end = dayParameter(query, 'end_date');
  const from = Math.max(firstMoment(now), start === undefined ? 0 : start * DAY);
  const to = end === undefined ? Infinity : (end + 1) * DAY;

  const mediaId = query.get('media_id');
  const visitorKey = query.get('visitor_key');
  const media = mediaId ? account.media(mediaId)?.index : undefined;
  const visitor = visitorKey ? account.visitorNumber(visitorKey) : undefined;
  if ((mediaId && media === undefined) || (visitorKey && visitor === undefined)) return [];
  const asked = (index: number): boolean =>
    (media === undefined || sessions.media(index) === media) &&
    (visitor === undefined || sessions.visitor(index) === visitor);

  let skip = (page - 1) * (perPage - Math.min(repeats, perPage - 1));
  const first = sessions.playsBefore(from);
  let nth = sessions.playsBefore(to) - 1;
  if (media === undefined && visitor === undefined) {
    nth -= skip;
    skip = 0;
  }
  const found: number[] = [];
  for (; nth >= first && found.length < perPage; nth--) {
    const index = sessions.play(nth);
    if (asked(index) && skip-- <= 0) found.push(index);
  }
  return found;
};
