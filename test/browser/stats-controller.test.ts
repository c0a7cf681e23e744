import { aTimeout, expect, fixture, html as markup, nextFrame } from '@open-wc/testing';
import { LitElement, html } from 'lit';
import type { ReactiveController } from 'lit';
import { StatsController } from '../../src/stats/controller.js';
import { mediaStats, projectStats } from '../../src/stats/requests.js';
import type { MediaStats } from '../../src/stats/fields.js';
import type { StatsRequest } from '../../src/stats/requests.js';
import { FakeSource } from './fake-source.js';
import { MEDIA } from '../sample-figures.js';
import './page-console.js';
import { until } from './until.js';

type Figures = Partial<MediaStats>;

/** Somebody's own Lit element. */
class OwnPlays extends LitElement {
  asks: () => StatsRequest<Figures> | undefined = () => mediaStats('a');
  readonly plays = new StatsController<Figures>(this, () => this.asks());
  readonly shown: string[] = [];

  protected override render(): unknown {
    const { value, error, loading } = this.plays;
    const text = loading ? 'loading' : String(value?.play_count ?? error?.kind ?? 'nothing');
    this.shown.push(text);
    return html`${text}`;
  }

  get text(): string {
    return this.shadowRoot!.textContent!;
  }
}
customElements.define('own-plays', OwnPlays);

describe('StatsController', () => {
  let source: FakeSource;

  beforeEach(() => {
    source = new FakeSource().media('a', { play_count: 1 }).media('b', { play_count: 2 });
  });

  const make = (asks?: OwnPlays['asks']): OwnPlays => {
    const element = document.createElement('own-plays') as OwnPlays;
    element.setAttribute('base-url', source.baseUrl);
    if (asks) element.asks = asks;
    return element;
  };
  const put = async (element: OwnPlays): Promise<OwnPlays> => {
    await fixture(markup`${element}`);
    return element;
  };
  const shows = (element: OwnPlays, text: string): Promise<unknown> =>
    until(() => element.text === text, `shows ${element.text}, not ${text}`);

  it('supplies a Lit element with the value of a request', async () => {
    const element = await put(make());
    expect(element.shown).to.deep.equal(['loading']);
    const before = Date.now();
    await shows(element, '1');
    const { value, error, loading, fetchedAt, client } = element.plays;
    expect(value).to.deep.equal({ ...MEDIA, play_count: 1 });
    expect([error, loading, client!.baseUrl]).to.deep.equal([undefined, false, source.baseUrl]);
    expect(fetchedAt).to.be.within(before - 5, Date.now());
    expect(element.shown).to.deep.equal(['loading', '1']);
  });

  it('takes any host of controllers that is an element', async () => {
    let updates = 0;
    const controllers: ReactiveController[] = [];
    const host = Object.assign(document.createElement('div'), {
      addController: (controller: ReactiveController) => void controllers.push(controller),
      removeController: () => undefined,
      requestUpdate: () => void updates++,
      updateComplete: Promise.resolve(true),
    });
    host.setAttribute('base-url', source.baseUrl);
    const plays = new StatsController(host, () => mediaStats('b'));
    expect(controllers).to.deep.equal([plays]);
    document.body.append(host);
    plays.hostConnected();
    plays.hostUpdate();
    updates = 0;
    await until(() => plays.value);
    expect([plays.value!.play_count, updates]).to.deep.equal([2, 1]);
    plays.hostDisconnected();
    host.remove();
  });

  it('asks nothing before its host is in the page', async () => {
    const element = make();
    element.requestUpdate();
    await nextFrame();
    expect(source.requests).to.deep.equal([]);
    await put(element);
    await shows(element, '1');
  });

  it('many ask once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => put(make())));
    for (const element of all) await shows(element, '1');
    expect(source.requests).to.deep.equal(['stats/medias/a.json']);
  });

  it('waits as long as there is no request', async () => {
    const element = await put(make(() => undefined));
    expect(element.text).to.equal('nothing');
    element.asks = () => mediaStats('b');
    element.requestUpdate();
    await shows(element, '2');
    element.asks = () => undefined;
    element.requestUpdate();
    await shows(element, 'nothing');
    expect(element.plays.value).to.equal(undefined);
  });

  it('another request at run time: the old value is gone at once, and a late reply to it is nobody’s', async () => {
    const replyToA = source.hold('stats/medias/a.json');
    const element = await put(make());
    await until(() => source.requests.length);
    const replyToB = source.hold('stats/medias/b.json');
    element.asks = () => mediaStats('b');
    element.requestUpdate();
    await until(() => source.requests.length === 2);
    replyToA({ ...MEDIA, play_count: 1 });
    await aTimeout(20);
    expect(element.text).to.equal('loading');
    replyToB({ ...MEDIA, play_count: 2 });
    await shows(element, '2');
    expect(element.shown).to.not.contain('1');
  });

  it('the same request at every update asks nothing and changes nothing', async () => {
    const element = await put(make());
    await shows(element, '1');
    const { value } = element.plays;
    for (let i = 0; i < 5; i++) {
      element.requestUpdate();
      await element.updateComplete;
    }
    expect(element.plays.value).to.equal(value);
    expect(source.requests).to.have.length(1);
  });

  it('says what went wrong, and keeps the last good value', async () => {
    const element = await put(make());
    await shows(element, '1');
    source.set('stats/medias/a.json', { ...MEDIA, play_count: 'many' });
    element.plays.refetch();
    await until(() => element.plays.error);
    expect(element.plays.error).to.deep.include({ kind: 'shape', field: 'play_count' });
    expect(element.plays.value!.play_count).to.equal(1);
    source.media('a', { play_count: 3 });
    element.plays.refetch();
    await shows(element, '3');
    expect(element.plays.error).to.equal(undefined);
  });

  it('a request that cannot be made is an error, and the page runs on', async () => {
    const element = await put(
      make(() => {
        throw new RangeError('"soon" is not a date: write it like 2012-10-05.');
      }),
    );
    expect(element.text).to.equal('setup');
    expect(element.plays.error).to.deep.include({
      kind: 'setup',
      message: '"soon" is not a date: write it like 2012-10-05.',
    });
    expect(source.requests).to.deep.equal([]);
    element.asks = () => mediaStats('a');
    element.requestUpdate();
    await shows(element, '1');
  });

  it('a host that is moved keeps its value, and asks nothing', async () => {
    const element = await put(make());
    await shows(element, '1');
    const elsewhere = await fixture(markup`<div></div>`);
    elsewhere.append(element);
    await element.updateComplete;
    await nextFrame();
    expect(element.shown.slice(1)).to.satisfy((texts: string[]) => texts.every((text) => text === '1'));
    expect(source.requests).to.have.length(1);
  });

  it('a host that is moved while it loads keeps its fetch', async () => {
    const reply = source.hold('stats/medias/a.json');
    const element = await put(make());
    await until(() => source.requests.length);
    (await fixture(markup`<div></div>`)).append(element);
    await nextFrame();
    reply({ ...MEDIA, play_count: 5 });
    await shows(element, '5');
    expect(source.requests).to.have.length(1);
  });

  it('a host that is removed aborts its fetch, and hears nothing more', async () => {
    let signal: AbortSignal | undefined;
    const { fetch } = globalThis;
    globalThis.fetch = (input, init) => {
      signal ??= init!.signal!;
      return fetch(input, init);
    };
    try {
      source.hold('stats/medias/a.json');
      const element = await put(make());
      await until(() => signal);
      element.remove();
      await until(() => signal!.aborted);
      const { length } = element.shown;
      source.media('a', { play_count: 9 });
      const other = await put(make());
      await shows(other, '9');
      expect(element.shown).to.have.length(length);
    } finally {
      globalThis.fetch = fetch;
    }
  });

  it('refresh asks again while the page is visible', async () => {
    const element = make();
    element.plays.refresh = 1;
    await put(element);
    await shows(element, '1');
    source.media('a', { play_count: 11 });
    await until(() => element.text === '11', 'asks again');
    element.remove();
  });

  it('two of them in one host do not know of each other', async () => {
    source.set('stats/projects/p.json', { play_count: 70 });
    const element = make();
    const project = new StatsController(element, () => projectStats('p'));
    await put(element);
    await shows(element, '1');
    await until(() => project.value);
    expect([project.value!.play_count, element.plays.value!.play_count]).to.deep.equal([70, 1]);
  });
});
