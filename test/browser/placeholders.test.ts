import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import * as fc from 'fast-check';
import '../../src/index.js';
import { WistiaPlayCount } from '../../src/index.js';
import { upgradePlaceholders } from '../../src/elements/placeholders.js';
import { FakeSource } from './fake-source.js';
import { said } from './page-console.js';
import { until } from './until.js';
import { loaded, shownText } from './widget.js';

describe('placeholders', () => {
  let source: FakeSource;

  beforeEach(() => {
    source = new FakeSource().media('a', { play_count: 1, visitors: 94_000 });
  });

  /** Markup as a CMS lets it through, in a page that the script already runs on. */
  const page = async (markup: string): Promise<HTMLElement> => {
    const host = await fixture<HTMLElement>(
      html`<wistia-stats-source base-url=${source.baseUrl}></wistia-stats-source>`,
    );
    host.innerHTML = markup;
    await nextFrame();
    return host;
  };
  const widget = (within: Element): WistiaPlayCount => within.querySelector('wistia-play-count')!;

  it('with data attributes: the element is put inside, around the text', async () => {
    const host = await page(
      '<div class="wistia-widget" data-wistia-widget="play-count" data-media-id="a">many <b>plays</b></div>',
    );
    expect(host.innerHTML).to.equal(
      '<div class="wistia-widget" data-wistia-widget="play-count" data-media-id="a">' +
        '<wistia-play-count media-id="a">many <b>plays</b></wistia-play-count></div>',
    );
    expect(shownText(await loaded(widget(host)))).to.equal('1');
  });

  it('with nothing but classes', async () => {
    const host = await page(
      '<span class="big wistia-widget wistia-play-count wistia-boxed media-id=a field=visitors format=compact" lang="en">many</span>',
    );
    expect(shownText(await loaded(widget(host)))).to.equal('94K');
  });

  it('named with or without the prefix', async () => {
    const host = await page(
      '<div class="wistia-widget" data-wistia-widget="wistia-play-count" data-media-id="a"></div>',
    );
    expect(shownText(await loaded(widget(host)))).to.equal('1');
  });

  it('deep inside of what is added, and beside others', async () => {
    const one = '<div class="wistia-widget wistia-play-count media-id=a">many</div>';
    const host = await page(`<section><p>${one}${one}</p></section>${one}`);
    expect(host.querySelectorAll('wistia-play-count').length).to.equal(3);
  });

  it('an address and a source may be given too', async () => {
    const other = new FakeSource().media('a', { play_count: 5 });
    const host = await page(
      `<div class="wistia-widget" data-wistia-widget="stats-source" data-base-url="${other.baseUrl}">
        <div class="wistia-widget wistia-play-count media-id=a">many</div></div>`,
    );
    expect(shownText(await loaded(widget(host)))).to.equal('5');
  });

  it('stays as it is when it is moved, and when it is cloned', async () => {
    const host = await page('<div class="wistia-widget wistia-play-count media-id=a">many</div>');
    const clone = host.firstElementChild!.cloneNode(true);
    host.append(host.firstElementChild!, clone);
    await nextFrame();
    for (const div of host.children) expect(div.innerHTML).to.equal(host.firstElementChild!.innerHTML);
    expect(host.querySelectorAll('wistia-play-count').length).to.equal(2);
  });

  it('is upgraded once where two copies of the script run', async () => {
    upgradePlaceholders((tag) => customElements.get(tag));
    const host = await page('<div class="wistia-widget wistia-play-count media-id=a">many</div>');
    expect(host.querySelectorAll('wistia-play-count').length).to.equal(1);
  });

  for (const [name, markup, asked] of [
    ['an unknown widget', 'data-wistia-widget="pie-chart"', 'wistia-pie-chart'],
    ['none at all', '', ''],
    ['an element of somebody else', 'data-wistia-widget="player"', 'wistia-player'],
    ['markup', 'data-wistia-widget="<img onerror=1>"', 'wistia-<img onerror=1>'],
    ['a property of every object', 'data-wistia-widget="__proto__"', 'wistia-__proto__'],
  ] as const) {
    it(`asks for ${name}: the text stays, and the console says so`, async () => {
      if (!customElements.get('wistia-player')) {
        customElements.define('wistia-player', class extends HTMLElement {});
      }
      const host = await page(`<div class="wistia-widget" ${markup}>many</div>`);
      expect(host.firstElementChild!.innerHTML).to.equal('many');
      expect(said().join()).to.contain(`a placeholder asks for "${asked}", which is no widget`);
    });
  }

  describe('whoever may write a class must not be able to do more', () => {
    const harmless = (host: Element): void => {
      const allowed = WistiaPlayCount.observedAttributes;
      for (const { name } of widget(host).attributes) expect(allowed).to.include(name);
    };

    it('scripts and styles in data attributes are left out', async () => {
      const host = await page(
        `<div class="wistia-widget" data-wistia-widget="play-count" data-media-id="a"
          data-onclick="alert(1)" data-style="position:fixed;inset:0" data-id="x" data-slot="y"
          data-class="z" data-popover data-contenteditable data-tabindex="1">many</div>`,
      );
      harmless(host);
      expect(widget(host).getAttributeNames()).to.deep.equal(['media-id']);
    });

    it('and in classes', async () => {
      const host = await page(
        '<div class="wistia-widget wistia-play-count media-id=a onload=alert(1) onclick=alert(1) style=color:red is=x">many</div>',
      );
      harmless(host);
      expect(widget(host).getAttributeNames()).to.deep.equal(['media-id']);
    });

    it('whatever they write', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.string(), fc.string())),
          fc.dictionary(
            fc.oneof(
              fc.constantFrom('onclick', 'onload', 'style', 'id', 'is', 'slot', 'field', 'last'),
              fc.stringMatching(/^[a-z][a-z-]*$/),
            ),
            fc.string(),
          ),
          async (classes, data) => {
            const div = document.createElement('div');
            div.className = `wistia-widget ${classes.map((c) => c.join('=')).join(' ')}`;
            for (const [name, value] of Object.entries(data)) div.setAttribute(`data-${name}`, value);
            div.setAttribute('data-wistia-widget', 'play-count');
            div.textContent = 'many';
            document.body.append(div);
            await until(() => widget(div));
            harmless(div);
            expect(widget(div).textContent).to.equal('many');
            div.remove();
          },
        ),
        { numRuns: 50 },
      );
    });

    it('a source that is no web address is refused', async () => {
      const host = await page(
        '<div class="wistia-widget wistia-play-count media-id=a base-url=javascript:alert(1)">many</div>',
      );
      expect(shownText(await loaded(widget(host)))).to.equal('many');
    });
  });
});
