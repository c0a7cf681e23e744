/** Where an element's figures come from. `<wistia-stats-source>` is a plain, unknown tag in this page. */
import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { StatsController } from '../../src/stats/controller.js';
import { pageRegistry } from '../../src/stats/page-registry.js';
import { accountStats } from '../../src/stats/requests.js';
import { SOURCE_CHANGE, loadedFrom, sourceOf } from '../../src/stats/source.js';
import './page-console.js';
import { until } from './until.js';

class AskingElement extends LitElement {
  readonly stats = new StatsController(this, accountStats);
}
customElements.define('asking-element', AskingElement);

interface Sent {
  url: string;
  init: RequestInit;
}

describe('the source of an element', () => {
  const { fetch } = globalThis;
  let sent: Sent[];
  let count = 0;
  /** A base URL that no other test has used. */
  const address = (): string => `https://order-${++count}.test/`;

  beforeEach(() => {
    sent = [];
    globalThis.fetch = (input, init = {}) => {
      const url = String(input);
      if (!/^https:\/\/order-/.test(url)) return fetch(input, init);
      sent.push({ url, init });
      return Promise.resolve(new Response('{"play_count": 7}'));
    };
    delete pageRegistry.scriptSource;
  });
  afterEach(() => {
    globalThis.fetch = fetch;
    delete pageRegistry.scriptSource;
    document.querySelector('meta[name=wistia-stats-source]')?.remove();
  });

  const meta = (content: string, where: Element = document.head): void => {
    const element = document.createElement('meta');
    element.name = 'wistia-stats-source';
    element.content = content;
    where.append(element);
  };
  const around = (baseUrl: string | undefined, inner: Element, attributes: object = {}): Element => {
    const element = document.createElement('wistia-stats-source');
    const all = { ...(baseUrl !== undefined && { 'base-url': baseUrl }), ...attributes };
    for (const [name, value] of Object.entries(all)) element.setAttribute(name, value as string);
    element.append(inner);
    return element;
  };
  const make = (baseUrl?: string): AskingElement => {
    const element = document.createElement('asking-element') as AskingElement;
    if (baseUrl !== undefined) element.setAttribute('base-url', baseUrl);
    return element;
  };
  const put = (content: Element): Promise<Element> => fixture(html`${content}`);
  /** Puts it into the page and gives the first request that follows. */
  const request = async (content: Element): Promise<Sent> => {
    const before = sent.length;
    await put(content);
    await until(() => sent.length > before, 'asks');
    return sent[before]!;
  };

  describe('is the first that is set', () => {
    it('its own base-url; the nearest source; the meta; the script', async () => {
      const [own, near, far, page, script] = [address(), address(), address(), address(), address()];
      meta(page);
      pageRegistry.scriptSource = script;
      const element = make(own);
      const inner = around(near, element);
      const outer = around(far, inner);
      await put(outer);
      const found = (): string => sourceOf(element).baseUrl;
      expect(found()).to.equal(own);
      element.removeAttribute('base-url');
      expect(found()).to.equal(near);
      outer.append(element);
      expect(found()).to.equal(far);
      outer.removeAttribute('base-url');
      expect(found()).to.equal(page);
      document.querySelector('meta[name=wistia-stats-source]')!.remove();
      expect(found()).to.equal(script);
      delete pageRegistry.scriptSource;
      expect(found).to.throw(
        TypeError,
        'no source is known. Put <meta name="wistia-stats-source" content="https://…"> into the page.',
      );
    });

    it('what is empty is not set', async () => {
      const script = address();
      pageRegistry.scriptSource = script;
      meta('');
      expect((await request(around('', make('')))).url).to.equal(`${script}stats/account.json`);
    });

    it('a meta in the body counts too', async () => {
      const page = address();
      const holder = await fixture(html`<div></div>`);
      meta(page, holder);
      expect(sourceOf(make()).baseUrl).to.equal(page);
    });

    it('the nearest source is found out of shadow trees, however deep', async () => {
      const base = address();
      const outer = document.createElement('div');
      let tree: Element = outer;
      for (let depth = 0; depth < 3; depth++) {
        const inner = document.createElement('section');
        tree.attachShadow({ mode: depth === 1 ? 'closed' : 'open' }).append(inner);
        const next = document.createElement('div');
        inner.append(next);
        tree = next;
      }
      const element = make();
      tree.append(element);
      expect((await request(around(base, outer))).url).to.equal(`${base}stats/account.json`);
    });

    it('a source in a shadow tree goes before one around it', async () => {
      const [inside, outside] = [address(), address()];
      const host = document.createElement('div');
      host.attachShadow({ mode: 'open' }).append(around(inside, make()));
      expect((await request(around(outside, host))).url).to.equal(`${inside}stats/account.json`);
    });
  });

  describe('the script’s place', () => {
    const script = (baseUrl?: string): HTMLScriptElement => {
      const element = document.createElement('script');
      if (baseUrl !== undefined) element.dataset.baseUrl = baseUrl;
      return element;
    };

    (
      [
        ['https://cdn.test/a/wistia-widgets.js', undefined, 'https://cdn.test/a/'],
        ['https://cdn.test/wistia-widgets.js?v=/1/2', undefined, 'https://cdn.test/'],
        ['https://cdn.test/a/wistia-widgets.js#/b/', undefined, 'https://cdn.test/a/'],
        ['https://cdn.test/a/wistia-widgets.js', 'https://stats.test/', 'https://stats.test/'],
        [undefined, 'https://stats.test/', 'https://stats.test/'],
        ['https://cdn.test/a/wistia-widgets.js', '', 'https://cdn.test/a/'],
        [undefined, undefined, undefined],
        ['', undefined, undefined],
        ['blob:https://cdn.test/0f8fad5b', undefined, undefined],
        ['data:text/javascript,1', undefined, undefined],
        ['file:///home/wistia-widgets.js', undefined, undefined],
        ['about:blank', undefined, undefined],
      ] as const
    ).forEach(([url, given, expected]) => {
      it(`of ${url} with data-base-url ${given} is ${expected}`, () => {
        loadedFrom(url, script(given));
        expect(pageRegistry.scriptSource).to.equal(expected);
      });
    });

    it('is that of the copy that came first', () => {
      loadedFrom(undefined);
      loadedFrom('https://one.test/wistia-widgets.js');
      loadedFrom('https://two.test/wistia-widgets.js', script('https://three.test/'));
      expect(pageRegistry.scriptSource).to.equal('https://one.test/');
    });
  });

  describe('as an address', () => {
    const base = (given: string): string => sourceOf(make(given)).baseUrl;

    it('is relative to the page', () => {
      expect(base('stats')).to.equal(new URL('stats/', document.baseURI).href);
      expect(base('/tree/')).to.equal(`${location.origin}/tree/`);
      expect(base('//stats.test')).to.equal('http://stats.test/');
    });

    it('ends with a slash, and holds neither query nor fragment nor password', () => {
      for (const given of [
        'https://stats.test:8443/tree',
        'https://stats.test:8443/tree/',
        'https://stats.test:8443/tree?token=x',
        ' https://stats.test:8443/tree/#top',
        'https://user:canary@stats.test:8443/tree',
      ]) {
        expect(base(given), given).to.equal('https://stats.test:8443/tree/');
      }
    });

    for (const given of [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'file:///etc/passwd',
      'data:application/json,{}',
      'blob:https://stats.test/x',
      'ftp://stats.test/',
      'https://',
      'https://stats.test:99999999/',
      'http://[::1',
    ]) {
      it(`is none where it is ${given}`, async () => {
        const element = make(given);
        await put(element);
        expect(element.stats.error).to.deep.include({
          kind: 'setup',
          message: `"${given}" is no source: base-url must be an http or https address.`,
        });
        expect(element.stats.loading).to.equal(false);
        element.setAttribute('base-url', address());
        element.stats.sourceChanged();
        await until(() => element.stats.value);
        expect(element.stats.error).to.equal(undefined);
      });
    }
  });

  describe('that changes at run time', () => {
    const changed = (): void => void document.dispatchEvent(new Event(SOURCE_CHANGE));

    it('is looked up again when a source says so, and where nothing changed nothing is asked', async () => {
      const [one, two] = [address(), address()];
      const element = make();
      const outer = around(one, element);
      await request(outer);
      await until(() => element.stats.value);
      const { client, value } = element.stats;
      changed();
      await element.updateComplete;
      expect([element.stats.client, element.stats.value]).to.deep.equal([client, value]);
      expect(sent).to.have.length(1);
      outer.setAttribute('base-url', two);
      changed();
      await until(() => sent.length === 2);
      expect(sent[1]!.url).to.equal(`${two}stats/account.json`);
      expect(element.stats.client!.baseUrl).to.equal(two);
    });

    it('shows nothing of the source before', async () => {
      const element = make();
      const outer = around(address(), element);
      await request(outer);
      await until(() => element.stats.value);
      globalThis.fetch = () => new Promise(() => undefined);
      outer.setAttribute('base-url', address());
      changed();
      await element.updateComplete;
      expect([element.stats.value, element.stats.loading]).to.deep.equal([undefined, true]);
    });

    it('is looked up again when the element is moved', async () => {
      const [one, two] = [address(), address()];
      const element = make();
      await request(around(one, element));
      const other = around(two, document.createElement('p'));
      await put(other);
      other.append(element);
      await until(() => sent.length === 2);
      expect(sent[1]!.url).to.equal(`${two}stats/account.json`);
    });

    it('is not looked up by elements that have left the page', async () => {
      const element = make();
      const outer = around(address(), element);
      await request(outer);
      element.remove();
      outer.setAttribute('base-url', address());
      changed();
      await element.updateComplete;
      expect(element.isUpdatePending).to.equal(false);
      expect(sent).to.have.length(1);
    });
  });

  describe('a token', () => {
    const authorization = ({ init }: Sent): string | null =>
      new Headers(init.headers).get('Authorization');

    it('goes to its base-url as a header, and is in no address', async () => {
      const base = address();
      const first = await request(around(base, make(), { token: 'canary' }));
      expect(first.url).to.equal(`${base}stats/account.json`);
      expect(authorization(first)).to.equal('Bearer canary');
      expect([first.init.credentials, first.init.redirect]).to.deep.equal(['omit', 'error']);
    });

    it('may be a property, as may all settings, before the tag is known', async () => {
      const [base] = [address()];
      const outer = Object.assign(around(undefined, make()), {
        baseUrl: base,
        token: 'canary',
        timeZone: 'Asia/Tokyo',
      });
      const first = await request(outer);
      expect([first.url, authorization(first)]).to.deep.equal([`${base}stats/account.json`, 'Bearer canary']);
      expect(sourceOf(outer.firstElementChild!).timeZone).to.equal('Asia/Tokyo');
    });

    it('does not go to an element’s own base-url', async () => {
      const first = await request(around(address(), make(address()), { token: 'canary' }));
      expect(authorization(first)).to.equal(null);
    });

    it('does not go to the page’s source or the script’s folder, which it was not given with', async () => {
      pageRegistry.scriptSource = address();
      const toScript = await request(around(undefined, make(), { token: 'canary' }));
      meta(address());
      const toPage = await request(around(undefined, make(), { token: 'canary' }));
      expect([authorization(toScript), authorization(toPage)]).to.deep.equal([null, null]);
    });

    it('does not go to a source inside its own', async () => {
      const inner = around(address(), make());
      const first = await request(around(address(), inner, { token: 'canary' }));
      expect(authorization(first)).to.equal(null);
    });

    it('without one there is no header at all: no preflight', async () => {
      const first = await request(make(address()));
      expect([...new Headers(first.init.headers)]).to.deep.equal([]);
    });

    it('is in no error', async () => {
      globalThis.fetch = () => Promise.resolve(new Response('', { status: 401 }));
      const element = make();
      const base = address();
      await put(around(base, element, { token: 'canary' }));
      await until(() => element.stats.error);
      expect(element.stats.error!.message).to.equal(
        `${base}stats/account.json answered 401: it needs a signed token.`,
      );
      expect(JSON.stringify(element.stats.error)).to.not.contain('canary');
    });
  });
});
