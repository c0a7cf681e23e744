import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { WistiaPlayCount } from '../../src/elements/play-count.js';
import { FakeSource } from './fake-source.js';
import { MEDIA } from '../sample-figures.js';
import './page-console.js';
import { until } from './until.js';
import { loaded, shownText, states } from './widget.js';

describe('<wistia-play-count>: its life in a page', () => {
  let source: FakeSource;

  beforeEach(() => {
    source = new FakeSource().media('a', { play_count: 1 }).media('b', { play_count: 2 });
  });

  const make = (id: string, properties: Partial<WistiaPlayCount> = {}): WistiaPlayCount => {
    const element = document.createElement('wistia-play-count');
    element.setAttribute('media-id', id);
    element.setAttribute('base-url', source.baseUrl);
    element.textContent = 'many';
    return Object.assign(element, properties);
  };
  const put = async (element: WistiaPlayCount): Promise<WistiaPlayCount> => {
    await fixture(html`${element}`);
    return element;
  };

  describe('another id at run time', () => {
    it('shows the other media’s number', async () => {
      const element = await loaded(await put(make('a')));
      element.setAttribute('media-id', 'b');
      await oneEvent(element, 'wistia-load');
      expect(shownText(element)).to.equal('2');
    });

    it('never shows the number that was asked for the id before', async () => {
      const replyToA = source.hold('stats/medias/a.json');
      const element = await put(make('a', { loading: 'eager' }));
      await until(() => source.requests.length);
      const shown = new Set<string>();
      const watch = (): void => void shown.add(shownText(element));
      new MutationObserver(watch).observe(element.shadowRoot!, {
        characterData: true,
        childList: true,
        subtree: true,
      });
      element.mediaId = 'b';
      replyToA({ ...MEDIA, play_count: 1 });
      await oneEvent(element, 'wistia-load');
      await nextFrame();
      watch();
      expect([...shown].filter((text) => text !== 'many')).to.deep.equal(['2']);
    });

    it('shows the fallback, not the old number, until the new one is there', async () => {
      const element = await loaded(await put(make('a')));
      const reply = source.hold('stats/medias/b.json');
      element.mediaId = 'b';
      await element.updateComplete;
      expect(shownText(element)).to.equal('many');
      expect(states(element)).to.deep.equal(['loading']);
      expect(element.value).to.equal(undefined);
      reply({ ...MEDIA, play_count: 2 });
      await oneEvent(element, 'wistia-load');
      expect(shownText(element)).to.equal('2');
    });

    it('tells of a load for each of two replies that came together', async () => {
      const [first] = await Promise.all([make('a'), make('b')].map(put).map(async (e) => loaded(await e)));
      const heard = oneEvent(first!, 'wistia-load');
      first!.mediaId = 'b';
      expect((await heard).detail.data.play_count).to.equal(2);
    });

    it('shows the account once the id is taken away', async () => {
      source.set('stats/account.json', { play_count: 400 });
      const element = await loaded(await put(make('a')));
      element.removeAttribute('media-id');
      await oneEvent(element, 'wistia-load');
      expect(shownText(element)).to.equal('400');
    });

    it('takes an id that is changed while it is out of the page', async () => {
      const element = await loaded(await put(make('a')));
      const parent = element.parentElement!;
      const heard: unknown[] = [];
      element.addEventListener('wistia-load', ({ detail }) => heard.push(detail.data));
      element.remove();
      element.mediaId = 'b';
      await element.updateComplete;
      expect(element.value).to.equal(undefined);
      parent.append(element);
      await until(() => shownText(element) === '2');
      expect(heard).to.deep.equal([{ ...MEDIA, play_count: 2 }]);
    });
  });

  describe('another source at run time', () => {
    it('by attribute and by property', async () => {
      const other = new FakeSource().media('a', { play_count: 7 });
      const third = new FakeSource().media('a', { play_count: 8 });
      const element = await loaded(await put(make('a')));
      element.setAttribute('base-url', other.baseUrl);
      await oneEvent(element, 'wistia-load');
      expect(shownText(element)).to.equal('7');
      element.baseUrl = third.baseUrl;
      await oneEvent(element, 'wistia-load');
      expect(shownText(element)).to.equal('8');
      expect(element.getAttribute('base-url')).to.equal(third.baseUrl);
    });
  });

  it('keeps the number while it is moved in the page, and asks for nothing', async () => {
    const element = await loaded(await put(make('a')));
    const elsewhere = await fixture<HTMLElement>(html`<section></section>`);
    const texts: string[] = [];
    new MutationObserver(() => texts.push(shownText(element))).observe(element.shadowRoot!, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    elsewhere.append(element);
    await element.updateComplete;
    await nextFrame();
    expect(shownText(element)).to.equal('1');
    expect(texts).to.deep.equal([]);
    expect(source.requests).to.deep.equal(['stats/medias/a.json']);
  });

  it('is moved while it loads, and loads once', async () => {
    const reply = source.hold('stats/medias/a.json');
    const element = await put(make('a', { loading: 'eager' }));
    await until(() => source.requests.length);
    const elsewhere = await fixture<HTMLElement>(html`<section></section>`);
    elsewhere.append(element);
    reply(MEDIA);
    await loaded(element);
    expect(shownText(element)).to.equal('80');
    expect(source.requests).to.have.length(1);
  });

  it('comes back after it was removed', async () => {
    const element = await loaded(await put(make('a')));
    const parent = element.parentElement!;
    element.remove();
    await nextFrame();
    parent.append(element);
    await loaded(element);
    expect(shownText(element)).to.equal('1');
  });

  it('hears of nothing while it is removed', async () => {
    const element = await put(make('a', { loading: 'eager' }));
    await loaded(element);
    let told = false;
    element.addEventListener('wistia-load', () => (told = true));
    element.remove();
    source.media('a', { play_count: 5 });
    const other = await loaded(await put(make('a')));
    other.refetch();
    await oneEvent(other, 'wistia-load');
    expect([told, element.value]).to.deep.equal([false, 1]);
  });

  it('is cloned with its attributes and its fallback', async () => {
    const element = await loaded(await put(make('a', { field: 'play_count' })));
    const clone = element.cloneNode(true) as WistiaPlayCount;
    element.after(clone);
    await loaded(clone);
    expect(shownText(clone)).to.equal('1');
    expect(clone.outerHTML).to.equal(element.outerHTML);
  });

  it('writes nothing into the page’s own tree', async () => {
    const element = make('a');
    const before = element.outerHTML;
    await loaded(await put(element));
    expect(element.outerHTML).to.equal(before);
  });

  it('takes properties that were set before it was upgraded', async () => {
    const element = document.createElement('wistia-late-count') as WistiaPlayCount;
    Object.assign(element, { mediaId: 'b', baseUrl: source.baseUrl, field: 'visitors' });
    await put(element);
    class LateCount extends WistiaPlayCount {}
    customElements.define('wistia-late-count', LateCount);
    await loaded(element);
    expect(shownText(element)).to.equal('94');
  });

  it('takes properties of any type without throwing', async () => {
    const odd = { mediaId: 12, landmark: 1, last: 30, field: {}, refresh: 'often', format: null };
    const element = make('a', odd as never);
    await loaded(await put(element));
    expect(states(element)).to.deep.equal(['error']);
  });

  describe('laziness', () => {
    const below = async (properties: Partial<WistiaPlayCount> = {}): Promise<WistiaPlayCount> => {
      const page = await fixture<HTMLElement>(html`<div style="padding-top: 9000px"></div>`);
      scrollTo(0, 0);
      const element = make('a', properties);
      page.append(element);
      const near = await loaded(await put(make('b', { loading: 'eager' }))); // a fetch that did happen
      near.remove();
      return element;
    };

    it('fetches when it comes near the viewport, not before', async () => {
      const element = await below();
      expect(source.requests).to.deep.equal(['stats/medias/b.json']);
      expect(shownText(element)).to.equal('many');
      element.scrollIntoView();
      await loaded(element);
      expect(shownText(element)).to.equal('1');
    });

    it('loading="eager" fetches at once', async () => {
      const element = await loaded(await below({ loading: 'eager' }));
      expect(shownText(element)).to.equal('1');
      element.loading = 'lazy';
      await element.updateComplete;
      expect(shownText(element)).to.equal('1');
    });

    it('turns eager at run time', async () => {
      const element = await below();
      element.loading = 'eager';
      await oneEvent(element, 'wistia-load');
      expect(shownText(element)).to.equal('1');
    });

    it('fetches for paper too', async () => {
      const element = await below();
      dispatchEvent(new Event('beforeprint'));
      await oneEvent(element, 'wistia-load');
      expect(shownText(element)).to.equal('1');
    });

    it('waits while it is not shown at all', async () => {
      const element = make('a');
      element.hidden = true;
      await put(element);
      const near = await loaded(await put(make('b')));
      expect(source.requests).to.deep.equal(['stats/medias/b.json']);
      near.remove();
      element.hidden = false;
      await loaded(element);
      expect(shownText(element)).to.equal('1');
    });
  });

  describe('refresh', () => {
    it('asks again', async () => {
      const element = await loaded(await put(make('a', { refresh: 1 })));
      source.media('a', { play_count: 11 });
      await oneEvent(element, 'wistia-load');
      expect(shownText(element)).to.equal('11');
    });

    it('starts at run time', async () => {
      const element = await loaded(await put(make('a')));
      source.media('a', { play_count: 11 });
      element.setAttribute('refresh', '1');
      await oneEvent(element, 'wistia-load');
      expect(shownText(element)).to.equal('11');
    });
  });

  it('leaves a page as it was: the last of 500 that came and went is as light as the first', async () => {
    const page = await fixture<HTMLElement>(html`<div></div>`);
    let observed = 0;
    const { observe, unobserve } = IntersectionObserver.prototype;
    const kept = new Set<Element>();
    IntersectionObserver.prototype.observe = function (target) {
      observed++;
      kept.add(target);
      observe.call(this, target);
    };
    IntersectionObserver.prototype.unobserve = function (target) {
      kept.delete(target);
      unobserve.call(this, target);
    };
    const listening = new Map<string, number>();
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (this: EventTarget, type: string, ...rest: never[]) {
      listening.set(type, (listening.get(type) ?? 0) + 1);
      return (addEventListener as (...args: unknown[]) => void).call(this, type, ...rest);
    } as never;
    EventTarget.prototype.removeEventListener = function (this: EventTarget, type: string, ...rest: never[]) {
      listening.set(type, (listening.get(type) ?? 0) - 1);
      return (removeEventListener as (...args: unknown[]) => void).call(this, type, ...rest);
    } as never;
    try {
      for (let round = 0; round < 10; round++) {
        const elements = Array.from({ length: 50 }, () => make('a'));
        page.append(...elements);
        await Promise.all(elements.map(loaded));
        page.replaceChildren();
      }
    } finally {
      Object.assign(IntersectionObserver.prototype, { observe, unobserve });
      Object.assign(EventTarget.prototype, { addEventListener, removeEventListener });
    }
    expect(observed).to.equal(500);
    expect([...kept]).to.deep.equal([]);
    // The test's own listeners come and go with each load; the fetches' time limits end by abort or reply.
    for (const type of ['visibilitychange', 'online', 'wistia-source-change', 'slotchange']) {
      expect(listening.get(type) ?? 0, type).to.be.at.most(1);
    }
  });
});
