/** The demo's own player: the names and the manners of Wistia's, and a bar that everybody can use. */
import type { WistiaPlayer } from '@wistia/wistia-player';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../demo/player/wistia-player.js';
import { settled } from './player-recorder.js';

interface Session {
  visitor_key: string;
  media_id: string;
  watched: [from: number, to: number][];
}

/** Sessions that were posted, and what answers for the catalogue. */
let posted: Session[];
let catalogue: () => Response;
let place: HTMLElement;
const { fetch } = window;

beforeEach(async () => {
  posted = [];
  catalogue = () => Response.json([{ hashed_id: 'known', name: 'Gears', duration: 283.5 }]);
  window.fetch = async (resource, options) => {
    if (resource === '/medias.json') return catalogue();
    if (resource === '/sandbox/sessions') {
      posted.push(JSON.parse(String(options!.body)) as Session);
      return new Response(null, { status: 201 });
    }
    return fetch(resource, options);
  };
  place = await fixture(html`<div></div>`);
});

afterEach(() => {
  place.remove();
  window.fetch = fetch;
});

const player = (mediaId = 'one', attributes: Record<string, string> = {}): WistiaPlayer => {
  const element = document.createElement('wistia-player');
  const all = { 'media-id': mediaId, 'data-duration': '8', ...attributes };
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  place.append(element);
  return element;
};

const readyPlayer = async (...given: Parameters<typeof player>): Promise<WistiaPlayer> => {
  const element = player(...given);
  await element.whenApiReady();
  return element;
};

const told = (element: Element, names: string[]): unknown[] => {
  const list: unknown[] = [];
  for (const name of names) {
    element.addEventListener(name, (event) => {
      const { detail } = event as CustomEvent<unknown>;
      list.push(detail ? [name, detail] : name);
    });
  }
  return list;
};

const button = (element: Element): HTMLButtonElement => element.shadowRoot!.querySelector('button')!;
const slider = (element: Element): HTMLInputElement => element.shadowRoot!.querySelector('input')!;
const canvas = (element: Element): HTMLCanvasElement =>
  element.shadowRoot!.querySelector('canvas')!;
const time = (element: Element): string =>
  element.shadowRoot!.querySelector('.time')!.textContent!;
const label = (element: Element): string | null => button(element).getAttribute('aria-label');

const press = (element: Element, key: string): void => {
  slider(element).dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
};

describe('stand-in player: names', () => {
  it('are those of Wistia’s element, each of the same kind', async () => {
    const real = (await import('@wistia/wistia-player')).WistiaPlayer.prototype;
    const own = Object.getPrototypeOf(document.createElement('wistia-player')) as object;
    expect(own).not.to.equal(real);
    const kind = (of: object, name: string): unknown => {
      const { get, set, value } = Object.getOwnPropertyDescriptor(of, name) ?? {};
      return [typeof get, typeof set, typeof value];
    };
    const names = Object.getOwnPropertyNames(own).filter((name) => name !== 'constructor');
    expect(names).to.include.members(['visitorKey', 'secondsWatchedVector', 'replaceWithMedia']);
    for (const name of names) {
      expect(kind(own, name), name).to.deep.equal(kind(real, name));
    }
  });
});

describe('stand-in player: how it loads', () => {
  it('offers nothing before its API is ready', async () => {
    const element = player();
    expect(element.visitorKey).to.equal(undefined);
    expect(element.eventKey).to.equal(undefined);
    expect(element.secondsWatchedVector).to.deep.equal([]);
    expect(element.duration).to.equal(0);
    expect(element.state).to.equal('beforeplay');
    let rejected: unknown;
    await element.replaceWithMedia('two').catch((error: unknown) => (rejected = error));
    expect(rejected).to.be.an('error');
  });

  it('tells of its data, and then that it is ready', async () => {
    const element = player();
    const events = told(element, ['loaded-media-data', 'api-ready']);
    await element.whenApiReady();
    expect(events).to.deep.equal([
      ['loaded-media-data', { mediaData: { hashedId: 'one', name: 'Video one', duration: 8 } }],
      ['api-ready', { mediaId: 'one' }],
    ]);
    expect(element.visitorKey).to.match(/^[0-9A-F]{40}$/);
    expect(element.secondsWatchedVector).to.deep.equal([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('keeps its visitor, and gives each view a key of its own', async () => {
    const [one, two] = [await readyPlayer('one'), await readyPlayer('two')];
    expect(one.visitorKey).to.equal(two.visitorKey);
    expect(one.eventKey).not.to.equal(two.eventKey);
  });

  it('makes up the same length again for a video that nobody knows', async () => {
    catalogue = () => new Response('Not found', { status: 404 });
    const one = await readyPlayer('nobody', { 'data-duration': '' });
    const two = await readyPlayer('nobody', { 'data-duration': '' });
    expect(one.duration).to.be.greaterThan(10);
    expect(two.duration).to.equal(one.duration);
  });

  it('is ready to play, whatever becomes of the catalogue', async () => {
    catalogue = () => Response.error();
    const element = await readyPlayer('other', { 'data-duration': '' });
    expect(element.duration).to.be.greaterThan(10);
  });

  it('takes name and length from the catalogue', async () => {
    const element = await readyPlayer('known', { 'data-duration': '' });
    expect(element.name).to.equal('Gears');
    expect(element.duration).to.equal(283.5);
    expect(element.secondsWatchedVector.length).to.equal(284);
    expect(canvas(element).getAttribute('aria-label')).to.equal('Gears');
  });

  it('plays at once where it was clicked before it was ready', async () => {
    const element = player();
    button(element).click();
    await oneEvent(element, 'play');
    expect(element.state).to.equal('playing');
  });

  it('starts where it was told to before it was ready', async () => {
    const element = player();
    element.currentTime = 5;
    await element.whenApiReady();
    expect(element.currentTime).to.equal(5);
  });

  it('waits for its media', async () => {
    const element = player('');
    await settled();
    expect(element.duration).to.equal(0);
    element.setAttribute('media-id', 'one');
    await element.whenApiReady();
    expect(element.duration).to.equal(8);
  });
});

describe('stand-in player: another video', () => {
  it('comes with the events that Wistia’s player has for it', async () => {
    const element = await readyPlayer();
    const { eventKey } = element;
    const names = ['before-replace', 'loaded-media-data', 'after-replace'];
    const events = told(element, names);
    await element.replaceWithMedia('two');
    expect(events.map((event) => (event as [string])[0])).to.deep.equal(names);
    expect(element.getAttribute('media-id')).to.equal('two');
    expect(element.eventKey).not.to.equal(eventKey);
    expect(element.state).to.equal('beforeplay');
  });

  it('comes by the attribute and the property too', async () => {
    const element = await readyPlayer();
    element.setAttribute('media-id', 'two');
    await oneEvent(element, 'after-replace');
    element.mediaId = 'three';
    await oneEvent(element, 'after-replace');
    expect(element.name).to.equal('Video three');
  });

  it('is the last one that was wanted', async () => {
    const element = await readyPlayer();
    await Promise.all([element.replaceWithMedia('two'), element.replaceWithMedia('three')]);
    expect(element.name).to.equal('Video three');
    expect(element.mediaId).to.equal('three');
  });
});

describe('stand-in player: playing', () => {
  it('tells of each second, and of the share that has been seen', async () => {
    const element = await readyPlayer('one', { 'data-duration': '3', 'playback-rate': '20' });
    const events = told(element, ['play', 'second-change', 'ended']);
    const shares: number[] = [];
    element.addEventListener('percent-watched-change', (event) => {
      const { detail } = event as CustomEvent<{
        percentWatched: number;
        lastPercentWatched: number;
      }>;
      expect(detail.percentWatched).to.be.greaterThan(detail.lastPercentWatched);
      shares.push(detail.percentWatched);
    });
    void element.play();
    await oneEvent(element, 'ended');
    expect(events).to.deep.equal([
      'play',
      ['second-change', { second: 0 }],
      ['second-change', { second: 1 }],
      ['second-change', { second: 2 }],
      'ended',
    ]);
    expect(shares.at(-1)).to.equal(1);
  });

  it('stops for good when it leaves the page', async () => {
    const element = await readyPlayer('one', { 'data-duration': '500' });
    void element.play();
    const events = told(element, ['time-update', 'second-change', 'pause']);
    element.remove();
    const before = events.length;
    // As long as the clock of a player that went on would need to tell something.
    const other = await readyPlayer('two', { 'data-duration': '500' });
    void other.play();
    await oneEvent(other, 'time-update');
    await oneEvent(other, 'time-update');
    expect(events.length).to.equal(before);
  });
});

describe('stand-in player: its bar', () => {
  it('plays and pauses', async () => {
    const element = await readyPlayer('one', { 'data-duration': '500' });
    expect(label(element)).to.equal('Play');
    button(element).click();
    expect(element.state).to.equal('playing');
    expect(label(element)).to.equal('Pause');
    await expect(element).to.be.accessible();
    button(element).click();
    expect(element.state).to.equal('paused');
    expect(label(element)).to.equal('Play');
  });

  it('plays and pauses by a click on the picture', async () => {
    const element = await readyPlayer('one', { 'data-duration': '500' });
    canvas(element).click();
    expect(element.state).to.equal('playing');
    canvas(element).click();
    expect(element.state).to.equal('paused');
  });

  it('seeks by keys, and stays within the video', async () => {
    const element = await readyPlayer('one', { 'data-duration': '65' });
    press(element, 'ArrowRight');
    press(element, 'ArrowUp');
    expect(element.currentTime).to.equal(10);
    press(element, 'ArrowLeft');
    press(element, 'ArrowDown');
    press(element, 'ArrowDown');
    expect(element.currentTime).to.equal(0);
    element.currentTime = 64;
    press(element, 'ArrowRight');
    expect(element.currentTime).to.equal(65);
  });

  it('seeks by pointer, as far as the slider goes', async () => {
    const element = await readyPlayer('one', { 'data-duration': '65' });
    const events = told(element, ['seeking', 'seeked', 'time-update']);
    slider(element).value = '40';
    slider(element).dispatchEvent(new Event('input'));
    await oneEvent(element, 'time-update');
    expect(events).to.deep.equal(['seeking', 'seeked', 'time-update']);
    expect(element.currentTime).to.equal(40);
    expect(element.secondsWatched).to.equal(0);
  });

  it('says the time, also to who cannot see it', async () => {
    const element = await readyPlayer('one', { 'data-duration': '3725' });
    element.currentTime = 61;
    expect(time(element)).to.equal('1:01 / 1:02:05');
    expect(slider(element).getAttribute('aria-valuetext')).to.equal(
      '1 minute 1 second of 1 hour 2 minutes 5 seconds',
    );
  });

  it('is accessible before, while paused and after', async () => {
    const element = player('one', { 'playback-rate': '50' });
    await expect(element).to.be.accessible();
    await element.whenApiReady();
    await expect(element).to.be.accessible();
    void element.play();
    await oneEvent(element, 'ended');
    await expect(element).to.be.accessible();
    element.currentTime = 2;
    await expect(element).to.be.accessible();
  });

  it('fits into 320 pixels, and takes its place before it has a picture', async () => {
    place.style.width = '320px';
    const element = player('one', { 'data-duration': '7200', aspect: '2' });
    const before = element.getBoundingClientRect();
    expect(canvas(element).getBoundingClientRect().height).to.equal(160);
    await element.whenApiReady();
    const after = element.getBoundingClientRect();
    expect([after.width, after.height]).to.deep.equal([before.width, before.height]);
    expect(element.shadowRoot!.querySelector('.bar')!.scrollWidth).to.be.at.most(320);
  });
});

describe('stand-in player: its picture', () => {
  const pixels = (element: WistiaPlayer): string => canvas(element).toDataURL();

  it('is another for another moment and another video, and else the same', async () => {
    place.style.width = '320px';
    const given = { 'data-duration': '60', 'data-name': 'A name' };
    const [one, same, other] = [
      await readyPlayer('one', given),
      await readyPlayer('one', given),
      await readyPlayer('other', given),
    ];
    const first = pixels(one);
    expect(first.length).to.be.greaterThan(1000);
    expect(pixels(same)).to.equal(first);
    expect(pixels(other)).not.to.equal(first);
    one.currentTime = 30;
    expect(pixels(one)).not.to.equal(first);
    one.currentTime = 0;
    expect(pixels(one)).to.equal(first);
  });

  it('moves in steps where motion is not wanted', async () => {
    const { matchMedia } = window;
    window.matchMedia = (query) =>
      query.includes('reduced-motion') ? ({ matches: true } as MediaQueryList) : matchMedia(query);
    try {
      place.style.width = '320px';
      const element = await readyPlayer('one', { 'data-duration': '60' });
      const first = pixels(element);
      element.currentTime = 4;
      expect(pixels(element)).to.equal(first);
      element.currentTime = 5;
      expect(pixels(element)).not.to.equal(first);
    } finally {
      window.matchMedia = matchMedia;
    }
  });
});

describe('stand-in player: sessions', () => {
  const url = { 'data-sessions-url': '/sandbox/sessions' };

  it('tells what was seen at the end', async () => {
    const element = await readyPlayer('one', { ...url, 'playback-rate': '50' });
    void element.play();
    await oneEvent(element, 'ended');
    expect(posted).to.deep.equal([
      { visitor_key: element.visitorKey, media_id: 'one', watched: [[0, 8]] },
    ]);
  });

  it('tells at a pause, and then only what came after it', async () => {
    const element = await readyPlayer('one', { ...url, 'data-duration': '500' });
    void element.play();
    await element.pause();
    element.currentTime = 100;
    void element.play();
    await element.pause();
    expect(posted.map(({ watched }) => watched)).to.deep.equal([[[0, 1]], [[100, 101]]]);
  });

  it('tells when the video is replaced, and when the player or the page goes', async () => {
    const element = await readyPlayer('one', { ...url, 'data-duration': '500' });
    void element.play();
    await element.replaceWithMedia('two');
    void element.play();
    dispatchEvent(new Event('pagehide'));
    element.currentTime = 50;
    element.remove();
    expect(posted.map(({ media_id, watched }) => [media_id, ...watched])).to.deep.equal([
      ['one', [0, 1]],
      ['two', [0, 1]],
      ['two', [50, 51]],
    ]);
  });

  it('tells nothing where tracking is refused, where nothing was seen, or without an address', async () => {
    const refused = await readyPlayer('one', { ...url, 'do-not-track': '' });
    expect(refused.visitorKey).to.equal(undefined);
    const unseen = await readyPlayer('two', url);
    unseen.currentTime = 4;
    const silent = await readyPlayer('three');
    for (const element of [refused, silent]) {
      void element.play();
      await element.pause();
    }
    await unseen.pause();
    unseen.remove();
    expect(posted).to.deep.equal([]);
  });

  it('goes on where the sandbox cannot be reached', async () => {
    window.fetch = () => Promise.reject(new TypeError('No network.'));
    const element = await readyPlayer('one', { ...url, 'playback-rate': '50' });
    void element.play();
    await oneEvent(element, 'ended');
    await settled();
    expect(element.percentWatched).to.equal(1);
  });
});

describe('stand-in player: on a page with a strict policy', () => {
  // Last: a policy cannot be taken back.
  it('has nothing that the policy stops', async () => {
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws:";
    document.head.append(policy);
    const stopped: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      stopped.push(event.violatedDirective);
    });
    place.style.width = '400px';
    const element = await readyPlayer('one', { 'playback-rate': '20', aspect: '4' });
    void element.play();
    await oneEvent(element, 'ended');
    await settled();
    expect(stopped).to.deep.equal([]);
    expect(canvas(element).getBoundingClientRect().height).to.equal(100);
    expect(getComputedStyle(button(element)).width).to.equal('44px');
  });
});
