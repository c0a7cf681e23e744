/** The made-up visitor of this tab, whether tracking is allowed, and `window.Wistia` that tells of both. */

/** Lower-case hexadecimal digits. */
const hex = (bytes) =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/** `sessionStorage` may be forbidden: then a page remembers for itself. */
const memory = new Map();
const remembered = (name) => {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return memory.get(name) ?? null;
  }
};
const remember = (name, value) => {
  try {
    if (value === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, value);
  } catch {
    memory.set(name, value);
  }
};

const KEY = 'stand-in-player:visitor-key';
const CONSENT = 'stand-in-player:consent';

/** Key of a viewing session, of the newer form: a number and a UUID. */
export const newEventKey = () =>
  `1000000_${hex(16).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5')}`;

const consent = () => remembered(CONSENT) !== 'false';

/** 40 hexadecimal digits that stay the same in this tab; undefined while tracking is refused. */
export const visitorKey = () => {
  if (!consent()) return undefined;
  const known = remembered(KEY);
  if (known) return known;
  const made = hex(20).toUpperCase();
  remember(KEY, made);
  return made;
};

/** @type {Map<string, Set<Function>>} */
const bound = new Map();

/** Puts what Wistia's scripts offer on the page, where they have not done so themselves. */
export const wistiaGlobal = () =>
  (globalThis.Wistia ??= {
    standIn: true,
    visitorKey: { value: visitorKey },
    bind(event, listener) {
      bound.set(event, (bound.get(event) ?? new Set()).add(listener));
      return this;
    },
    unbind(event, listener) {
      bound.get(event)?.delete(listener);
      return this;
    },
    /** Without a value: whether tracking is allowed. With one (true, false, 'default'): sets it. */
    consent(value) {
      if (value === undefined) return consent();
      remember(CONSENT, value === 'default' ? null : String(value));
      for (const listener of [...(bound.get('visitortrackingchange') ?? [])]) listener(value);
      for (const player of document.getElementsByTagName('wistia-player')) {
        player.dispatchEvent(
          new CustomEvent('visitor-tracking-change', { detail: { isTrackingEnabled: value } }),
        );
      }
      return undefined;
    },
  });
