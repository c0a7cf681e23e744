import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import '../../src/elements/play-count.js';
import type { WistiaPlayCount } from '../../src/elements/play-count.js';
import { FakeSource } from './fake-source.js';
import { MEDIA } from '../sample-figures.js';
import './page-console.js';
import { loaded, shownText } from './widget.js';

describe('<wistia-play-count count-up>', () => {
  let source: FakeSource;
  const { matchMedia } = window;

  beforeEach(() => {
    source = new FakeSource().media('a', { play_count: 1000 });
    prefer(false);
  });
  afterEach(() => {
    window.matchMedia = matchMedia;
    Reflect.deleteProperty(document, 'hidden');
  });

  const prefer = (reducedMotion: boolean): void => {
    window.matchMedia = (query) =>
      ({ matches: query.includes('reduced-motion') && reducedMotion }) as MediaQueryList;
  };

  const mount = (attributes = 'count-up'): Promise<WistiaPlayCount> => {
    const template = document.createElement('template');
    template.innerHTML = `<wistia-play-count lang="en" media-id="a" base-url="${source.baseUrl}" ${attributes}>many</wistia-play-count>`;
    return fixture<WistiaPlayCount>(html`${template.content.firstElementChild}`);
  };

  /** The numbers drawn from now on, frame by frame, until `last` is there. */
  const frames = async (element: Element, last: string): Promise<number[]> => {
    const seen: number[] = [];
    for (let text = ''; text !== last; ) {
      text = shownText(element);
      if (/^[\d,]+$/.test(text)) seen.push(Number(text.replaceAll(',', '')));
      await nextFrame();
    }
    return seen;
  };

  const rises = (numbers: number[]): boolean =>
    numbers.every((number, i) => !i || number >= numbers[i - 1]!);

  it('rolls up from nothing to the first value, and ends on it', async () => {
    const element = await mount();
    const seen = await frames(element, '1,000');
    expect(seen.length).to.be.greaterThan(2);
    expect(seen[0]).to.be.within(0, 999);
    expect(rises(seen)).to.equal(true);
    expect(element.value).to.equal(1000);
  });

  it('rolls from the value before to the next one', async () => {
    const element = await mount();
    await frames(element, '1,000');
    source.media('a', { play_count: 2000 });
    element.refetch();
    await oneEvent(element, 'wistia-load');
    const seen = await frames(element, '2,000');
    expect(Math.min(...seen)).to.be.at.least(1000);
    expect(rises(seen)).to.equal(true);
  });

  it('goes on from where it is when a newer value comes while it rolls', async () => {
    const element = await mount();
    await loaded(element);
    await nextFrame();
    source.media('a', { play_count: 5000 });
    element.refetch();
    await oneEvent(element, 'wistia-load');
    const seen = await frames(element, '5,000');
    expect(rises(seen)).to.equal(true);
  });

  const atOnce = async (): Promise<void> => {
    const element = await loaded(await mount());
    expect(shownText(element)).to.equal('1,000');
  };

  it('does not roll where motion is unwanted', async () => {
    prefer(true);
    await atOnce();
  });

  it('does not roll in a hidden tab', async () => {
    const element = await mount('count-up loading="eager"');
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    await loaded(element);
    expect(shownText(element)).to.equal('1,000');
  });

  it('does not roll unless it is asked to', async () => {
    const element = await loaded(await mount(''));
    expect(shownText(element)).to.equal('1,000');
  });

  it('shows the newest value though a roll was cut short', async () => {
    const element = await mount();
    await loaded(element);
    await nextFrame();
    source.media('a', { play_count: 5000 });
    prefer(true);
    element.refetch();
    await oneEvent(element, 'wistia-load');
    expect(shownText(element)).to.equal('5,000');
    await nextFrame();
    await nextFrame();
    expect(shownText(element)).to.equal('5,000');
  });

  it('shows the other figure at once when it is another video’s turn while it rolls', async () => {
    source.media('b', { play_count: 3 });
    const element = await mount();
    await loaded(element);
    await nextFrame();
    element.countUp = false;
    element.mediaId = 'b';
    await oneEvent(element, 'wistia-load');
    expect(shownText(element)).to.equal('3');
  });

  it('is through in 200 ms', async () => {
    const element = await mount();
    await loaded(element);
    const start = performance.now();
    await frames(element, '1,000');
    // A busy machine may be late with a frame, never with many.
    expect(performance.now() - start).to.be.lessThan(600);
  });

  it('rolls a share and a compact number in their own format', async () => {
    source.set('stats/medias/a.json', { ...MEDIA, engagement: 0.9 });
    const element = await mount('count-up field="engagement"');
    await loaded(element);
    while (shownText(element) !== '90%') {
      expect(shownText(element)).to.match(/^\d+%$/);
      await nextFrame();
    }
  });
});
