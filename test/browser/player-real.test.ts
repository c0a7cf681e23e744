/**
 * The link beside Wistia's own element. Its network is answered here, and a policy on the page stops
 * whatever would still go outside.
 */
import type { WistiaPlayer } from '@wistia/wistia-player';
import { expect, fixture, html } from '@open-wc/testing';
import { PlayerRecorder, settled } from './player-recorder.js';

const MEDIA = 'abc123def4';

/** Scripts that the element has asked for, instead of being loaded. */
const scripts: HTMLScriptElement[] = [];
/** What was stopped by the policy: nothing, if all is answered. */
const stopped: string[] = [];
/** Addresses that were fetched. */
const fetched: string[] = [];
/** Stands in the page before the element's script has come. */
let early: HTMLElement;
let found: PlayerRecorder;

before(async () => {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "default-src 'self' ws: data: blob: 'unsafe-inline' 'unsafe-eval'";
  document.head.append(policy);
  document.addEventListener('securitypolicyviolation', ({ blockedURI }) => stopped.push(blockedURI));

  const append = document.body.appendChild;
  document.body.appendChild = function <T extends Node>(node: T): T {
    const outside = node instanceof HTMLScriptElement && !node.src.startsWith(location.origin);
    if (!outside) return append.call(this, node) as T;
    scripts.push(node);
    return node;
  };

  const { fetch } = window;
  window.fetch = (resource, options) => {
    const url = String(resource instanceof Request ? resource.url : resource);
    if (new URL(url, location.href).origin === location.origin) return fetch(resource, options);
    fetched.push(url);
    const media = { hashedId: MEDIA, name: 'Gears', mediaType: 'Video', duration: 61, assets: [] };
    return Promise.resolve(Response.json({ media }));
  };
  early = document.createElement('wistia-player');
  early.setAttribute('media-id', MEDIA);
  early.setAttribute('swatch', 'false');
  document.body.append(early);
  found = new PlayerRecorder();
  await import('@wistia/wistia-player');
});

const mount = async (): Promise<WistiaPlayer> => {
  const place = await fixture(html`<div></div>`);
  const element = document.createElement('wistia-player');
  element.setAttribute('media-id', MEDIA);
  element.setAttribute('swatch', 'false');
  place.append(element);
  return element;
};

/** The engine that Wistia's API script would put behind the element. */
const giveEngine = (element: WistiaPlayer): Record<string, unknown> => {
  const engine = {
    _attrs: {},
    at: 3.5,
    time(seconds?: number) {
      if (seconds !== undefined) this.at = seconds;
      return this.at;
    },
    duration: () => 61,
    state: () => 'paused',
    secondsWatchedVector: () => [1, 2, 0],
    percentWatched: () => 0.5,
    eventKey: () => '1_event',
  };
  element.dispatchEvent(new CustomEvent('impl-created', { detail: { impl: engine } }));
  return engine;
};

describe('player link: Wistia’s own <wistia-player>', () => {
  it('hears one that was found before its script came, and lets go of it', () => {
    expect(early.matches(':defined')).to.equal(true);
    expect(found.player!.element).to.equal(early);
    found.clear();
    early.dispatchEvent(new CustomEvent('play'));
    expect(found.heard).to.deep.equal(['play']);
    found.stop();
    for (const event of ['play', 'time-update', 'second-change', 'api-ready', 'after-replace']) {
      early.dispatchEvent(new CustomEvent(event));
    }
    expect(found.heard).to.deep.equal(['play']);
    early.remove();
  });

  it('offers nothing before its API has loaded, and the link reads it as nothing', async () => {
    const element = await mount();
    expect(element.visitorKey).to.equal(undefined);
    expect(element.eventKey).to.equal(undefined);
    expect(element.secondsWatchedVector).to.deep.equal([]);
    expect(element.percentWatched).to.equal(0);
    expect(element.duration).to.equal(0);
    expect(element.currentTime).to.equal(0);
    expect(element.state).to.equal('beforeplay');
    expect(element.mediaId).to.equal(MEDIA);

    const { player } = new PlayerRecorder();
    expect(player!.element).to.equal(element);
    expect(player!.visitorKey).to.equal(undefined);
    expect(player!.eventKey).to.equal(undefined);
    expect(player!.secondsWatchedVector).to.deep.equal([]);
    expect(player!.percentWatched).to.equal(0);
    expect(player!.duration).to.equal(undefined);
    expect(player!.currentTime).to.equal(0);
    expect(player!.state).to.equal('beforeplay');
    expect(player!.mediaId).to.equal(MEDIA);
  });

  it('asks for its API and its media, and gets no further than this test', async () => {
    await mount();
    expect(scripts.map(({ src }) => src).join()).to.include('publicApi.js');
    expect(fetched.join()).to.include(`/embed/medias/${MEDIA}.json`);
    expect(stopped).to.deep.equal([]);
  });

  it('tells the link when its media’s data has come', async () => {
    await mount();
    const recorder = new PlayerRecorder({ mediaId: MEDIA });
    await recorder.hears('media');
    expect(recorder.player!.mediaId).to.equal(MEDIA);
  });

  it('reads through it once there is an engine, and seeks', async () => {
    const element = await mount();
    const { player } = new PlayerRecorder();
    giveEngine(element);
    expect(player!.currentTime).to.equal(3.5);
    expect(player!.duration).to.equal(61);
    expect(player!.percentWatched).to.equal(0.5);
    expect(player!.secondsWatchedVector).to.deep.equal([1, 2, 0]);
    expect(player!.eventKey).to.equal('1_event');
    player!.currentTime = 12;
    expect(element.currentTime).to.equal(12);
  });

  it('knows no visitor where tracking is refused on the element or on the page', async () => {
    const element = await mount();
    const { Wistia } = window as unknown as {
      Wistia: { visitorKey: object | null; consent(allowed: boolean | 'default'): void };
    };
    Wistia.visitorKey = { value: () => 'A'.repeat(40) };
    try {
      const recorder = new PlayerRecorder();
      expect(recorder.player!.visitorKey).to.equal('A'.repeat(40));
      Wistia.consent(false);
      expect(recorder.heard).to.include('tracking');
      expect(recorder.player!.visitorKey).to.equal(undefined);
      Wistia.consent('default');
      expect(recorder.player!.visitorKey).to.equal('A'.repeat(40));
      element.setAttribute('do-not-track', 'true');
      expect(recorder.player!.visitorKey).to.equal(undefined);
    } finally {
      Wistia.consent('default');
      Wistia.visitorKey = null;
    }
  });

  it('goes on being heard after it was moved, though it drops all listeners that it knows', async () => {
    const element = await mount();
    const recorder = new PlayerRecorder();
    const dropped: string[] = [];
    element.addEventListener('second-change', () => dropped.push('second-change'));
    const box = document.createElement('section');
    element.parentElement!.append(box);
    box.append(element);
    await settled();
    element.dispatchEvent(new CustomEvent('second-change', { detail: { second: 1 } }));
    expect(dropped).to.deep.equal([]);
    expect(recorder.heard).to.include('progress');
    expect(recorder.heard).not.to.include('lost');
  });

  it('does not fail the page where it cannot be played or replaced yet', async () => {
    const failed: unknown[] = [];
    const note = (event: PromiseRejectionEvent): void => void failed.push(event.reason);
    addEventListener('unhandledrejection', note);
    try {
      await mount();
      const { player } = new PlayerRecorder();
      player!.play();
      player!.replaceWithMedia('zzz');
      await settled();
      expect(failed).to.deep.equal([]);
    } finally {
      removeEventListener('unhandledrejection', note);
    }
  });

  it('keeps its place where the stand-in comes after it', async () => {
    const real = customElements.get('wistia-player');
    const standIn = '../../demo/player/wistia-player.js';
    await import(standIn);
    expect(customElements.get('wistia-player')).to.equal(real);
    expect('createOverlay' in real!.prototype).to.equal(true);
  });
});
