import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../src/elements/play-count.js';
import type { WistiaPlayCount } from '../../src/elements/play-count.js';
import { FakeSource } from './fake-source.js';
import { MEDIA } from '../sample-figures.js';
import './page-console.js';
import { loaded, shownText } from './widget.js';

const FRAME = 16;

describe('<wistia-play-count count-up>', () => {
  let source: FakeSource;
  /** What asked for the next frame. */
  let due: FrameRequestCallback[];
  let now: number;
  const { matchMedia, requestAnimationFrame } = window;

  beforeEach(() => {
    source = new FakeSource().media('a', { play_count: 1000 });
    prefer(false);
    due = [];
    now = 5000;
    window.requestAnimationFrame = (callback) => due.push(callback);
  });
  afterEach(() => {
    window.matchMedia = matchMedia;
    window.requestAnimationFrame = requestAnimationFrame;
    Reflect.deleteProperty(document, 'hidden');
  });

  const prefer = (reducedMotion: boolean): void => {
    window.matchMedia = (query) =>
      ({ matches: query === `(prefers-reduced-motion: ${reducedMotion ? 'reduce' : 'no-preference'})` }) as MediaQueryList;
  };

  const mount = async (attributes = 'count-up'): Promise<WistiaPlayCount> => {
    const template = document.createElement('template');
    template.innerHTML = `<wistia-play-count lang="en" loading="eager" media-id="a" base-url="${source.baseUrl}" ${attributes}>many</wistia-play-count>`;
    return loaded(await fixture<WistiaPlayCount>(html`${template.content.firstElementChild}`));
  };

  const frame = async (element: WistiaPlayCount): Promise<void> => {
    now += FRAME;
    for (const callback of due.splice(0)) callback(now);
    await element.updateComplete;
  };

  /** What is drawn now and with each frame, until nothing moves any more. */
  const frames = async (element: WistiaPlayCount): Promise<string[]> => {
    const seen = [shownText(element)];
    while (due.length) {
      await frame(element);
      seen.push(shownText(element));
    }
    return seen;
  };

  const numbers = (texts: string[]): number[] => texts.map((text) => Number(text.replaceAll(',', '')));

  const rises = (texts: string[]): boolean =>
    numbers(texts).every((number, i, all) => !i || number >= all[i - 1]!);

  const refetched = async (element: WistiaPlayCount): Promise<void> => {
    const heard = oneEvent(element, 'wistia-load');
    element.refetch();
    await heard;
    await element.updateComplete;
  };

  it('rolls up from nothing to the first value, and ends on it', async () => {
    const element = await mount();
    const seen = await frames(element);
    expect([seen[0], seen.at(-1)]).to.deep.equal(['0', '1,000']);
    expect(new Set(seen).size).to.be.greaterThan(5);
    expect(rises(seen)).to.equal(true);
    expect(element.value).to.equal(1000);
  });

  it('is through 200 ms after its first frame', async () => {
    const seen = await frames(await mount());
    expect((seen.length - 2) * FRAME).to.be.at.most(200);
  });

  it('rolls from the value before to the next one', async () => {
    const element = await mount();
    await frames(element);
    source.media('a', { play_count: 2000 });
    await refetched(element);
    const seen = await frames(element);
    expect([seen[0], seen.at(-1)]).to.deep.equal(['1,000', '2,000']);
    expect(new Set(seen).size).to.be.greaterThan(5);
    expect(rises(seen)).to.equal(true);
  });

  it('goes on from where it is when a newer value comes while it rolls', async () => {
    const element = await mount();
    for (let n = 0; n < 4; n++) await frame(element);
    const before = shownText(element);
    expect(numbers([before])[0]).to.be.within(1, 999);
    source.media('a', { play_count: 5000 });
    await refetched(element);
    const seen = await frames(element);
    expect(seen.at(-1)).to.equal('5,000');
    expect(rises([before, ...seen])).to.equal(true);
  });

  it('does not roll where motion is unwanted', async () => {
    prefer(true);
    expect(await frames(await mount())).to.deep.equal(['1,000']);
  });

  it('does not roll in a hidden tab', async () => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    expect(await frames(await mount())).to.deep.equal(['1,000']);
  });

  it('does not roll unless it is asked to', async () => {
    expect(await frames(await mount(''))).to.deep.equal(['1,000']);
  });

  it('shows the newest value though a roll was cut short', async () => {
    const element = await mount();
    await frame(element);
    source.media('a', { play_count: 5000 });
    prefer(true);
    await refetched(element);
    expect(await frames(element)).to.satisfy((seen: string[]) => seen.every((text) => text === '5,000'));
  });

  it('shows the other figure at once when it is another video’s turn while it rolls', async () => {
    source.media('b', { play_count: 3 });
    const element = await mount();
    await frame(element);
    const heard = oneEvent(element, 'wistia-load');
    element.countUp = false;
    element.mediaId = 'b';
    await heard;
    expect(await frames(element)).to.satisfy((seen: string[]) => seen.every((text) => text === '3'));
  });

  it('rolls a share in its own format', async () => {
    source.set('stats/medias/a.json', { ...MEDIA, engagement: 0.9 });
    const seen = await frames(await mount('count-up field="engagement"'));
    expect(seen.at(-1)).to.equal('90%');
    for (const text of seen) expect(text).to.match(/^\d+%$/);
  });
});
