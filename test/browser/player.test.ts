import type { WistiaPlayer } from '@wistia/wistia-player';
import { expect, fixture, html } from '@open-wc/testing';
import '../../demo/player/wistia-player.js';
import '../../demo/player/older-embeds.js';
import { PlayerRecorder, settled } from './player-recorder.js';

interface Options {
  id?: string;
  /** Seconds. */
  duration?: number;
  rate?: number;
  doNotTrack?: boolean;
}

/** Writes an embed as a page's author would. */
type Embed = (mediaId: string, options?: Options) => HTMLElement;

const newer: Embed = (mediaId, { id = '', duration = 8, rate = 1, doNotTrack = false } = {}) => {
  const element = document.createElement('wistia-player');
  element.setAttribute('media-id', mediaId);
  element.setAttribute('playback-rate', String(rate));
  if (doNotTrack) element.setAttribute('do-not-track', '');
  element.dataset.duration = String(duration);
  element.id = id;
  return element;
};

const older: Embed = (mediaId, { id = '', duration = 8, rate = 1, doNotTrack = false } = {}) => {
  const element = document.createElement('div');
  element.className = `wistia_embed wistia_async_${mediaId} playbackRate=${rate}`;
  if (doNotTrack) element.classList.add('doNotTrack=true');
  element.dataset.duration = String(duration);
  element.id = id;
  return element;
};

/** What the visitor touches: the older embed has the same stand-in inside. */
const touched = (embed: HTMLElement): WistiaPlayer =>
  (embed.localName === 'wistia-player' ? embed : embed.firstElementChild) as WistiaPlayer;

interface WistiaGlobal {
  consent(value?: boolean | 'default'): boolean | undefined;
}
const wistia = (): WistiaGlobal => (globalThis as unknown as { Wistia: WistiaGlobal }).Wistia;

let place: HTMLElement;

const put = (...embeds: HTMLElement[]): void => place.append(...embeds);

beforeEach(async () => {
  place = await fixture(html`<div></div>`);
});

afterEach(async () => {
  wistia()?.consent('default');
  place.remove();
  await settled();
});

for (const [kind, embed] of Object.entries({ 'wistia-player': newer, wistia_async_: older })) {
  describe(`player link, ${kind}: which one`, () => {
    it('finds the one that is on the page already', async () => {
      put(embed('one'));
      await settled();
      const recorder = new PlayerRecorder();
      const player = await recorder.ready();
      expect(player.mediaId).to.equal('one');
      expect(player.element).to.equal(place.firstElementChild);
    });

    it('finds one that is added later, also deep inside of something', async () => {
      const recorder = new PlayerRecorder();
      const box = document.createElement('section');
      box.append('Words ', document.createElement('p'));
      box.lastElementChild!.append(embed('late'));
      put(box);
      expect((await recorder.ready()).mediaId).to.equal('late');
    });

    it('tells that it is gone, and finds its successor', async () => {
      const first = embed('first');
      put(first);
      const recorder = new PlayerRecorder();
      await recorder.ready();
      first.remove();
      await recorder.hears('lost');
      expect(recorder.player?.mediaId).to.equal(undefined);
      put(embed('second'));
      expect((await recorder.ready()).mediaId).to.equal('second');
    });

    it('takes none of two, and the one that is left', async () => {
      const [one, two] = [embed('one'), embed('two')];
      put(one);
      const recorder = new PlayerRecorder();
      await recorder.ready();
      put(two);
      await recorder.hears('lost');
      expect(recorder.player?.mediaId).to.equal(undefined);
      one.remove();
      expect((await recorder.ready()).mediaId).to.equal('two');
    });

    it('goes by the element’s id', async () => {
      put(embed('one'), embed('two', { id: 'here' }));
      expect((await new PlayerRecorder({ id: 'here' }).ready()).mediaId).to.equal('two');
    });

    it('goes by the id of something around it', async () => {
      const box = document.createElement('figure');
      box.id = 'a figure: 1';
      box.append(embed('two'));
      put(embed('one'), box);
      expect((await new PlayerRecorder({ id: 'a figure: 1' }).ready()).mediaId).to.equal('two');
    });

    it('goes by an id that comes later', async () => {
      const two = embed('two');
      put(embed('one'), two);
      const recorder = new PlayerRecorder({ id: 'later' });
      await settled();
      expect(recorder.heard).to.deep.equal([]);
      two.id = 'later';
      expect((await recorder.ready()).mediaId).to.equal('two');
    });

    it('goes by the video', async () => {
      put(embed('one'), embed('two'), embed('twoAndAHalf'));
      expect((await new PlayerRecorder({ mediaId: 'two' }).ready()).element).to.equal(
        place.children[1],
      );
    });

    it('takes the first of several with the video', async () => {
      put(embed('same'), embed('same'));
      const { element } = await new PlayerRecorder({ mediaId: 'same' }).ready();
      expect(element).to.equal(place.firstElementChild);
    });

    it('wants both where both are given', async () => {
      put(embed('one', { id: 'here' }), embed('two'));
      const recorder = new PlayerRecorder({ id: 'here', mediaId: 'two' });
      const other = new PlayerRecorder({ id: 'here', mediaId: 'one' });
      await other.ready();
      expect(recorder.heard).to.deep.equal([]);
    });

    it('keeps a player that is moved', async () => {
      const one = embed('one', { rate: 100 });
      const box = document.createElement('section');
      put(one, box);
      const recorder = new PlayerRecorder();
      await recorder.ready();
      recorder.clear();
      box.append(one);
      await settled();
      expect(recorder.heard).not.to.include('lost');
      recorder.player!.play();
      await recorder.hears('play');
    });
  });

  describe(`player link, ${kind}: one vocabulary`, () => {
    it('reads key, length and nothing watched once it is ready', async () => {
      put(embed('one', { duration: 61.5 }));
      const player = await new PlayerRecorder().ready();
      expect(player.duration).to.equal(61.5);
      expect(player.visitorKey).to.match(/^[0-9A-F]{40}$/);
      expect(player.eventKey).to.match(/^\d+_[0-9a-f-]{36}$/);
      expect(player.state).to.equal('beforeplay');
      expect(player.currentTime).to.equal(0);
      expect(player.percentWatched).to.equal(0);
      expect(player.secondsWatchedVector).to.deep.equal(new Array(62).fill(0));
    });

    it('follows a video from play to end', async () => {
      put(embed('one', { duration: 4, rate: 20 }));
      const recorder = new PlayerRecorder();
      const player = await recorder.ready();
      player.play();
      await recorder.hears('play');
      expect(player.state).to.equal('playing');
      await recorder.hears('end');
      expect(recorder.heard).to.include.members(['progress', 'time']);
      expect(player.state).to.equal('ended');
      expect(player.currentTime).to.equal(4);
      expect(player.percentWatched).to.equal(1);
      expect(player.secondsWatchedVector).to.deep.equal([1, 1, 1, 1]);
    });

    it('counts what is watched again', async () => {
      put(embed('one', { duration: 4, rate: 20 }));
      const recorder = new PlayerRecorder();
      const player = await recorder.ready();
      player.play();
      await recorder.hears('end');
      recorder.clear();
      player.currentTime = 2;
      player.play();
      await recorder.hears('end');
      expect(player.secondsWatchedVector).to.deep.equal([1, 1, 2, 2]);
    });

    it('hears the visitor pause', async () => {
      put(embed('one', { duration: 500 }));
      const recorder = new PlayerRecorder();
      const player = await recorder.ready();
      player.play();
      await recorder.hears('play');
      void touched(player.element).pause();
      await recorder.hears('pause');
      expect(player.state).to.equal('paused');
    });

    it('seeks', async () => {
      put(embed('one', { duration: 500 }));
      const recorder = new PlayerRecorder();
      const player = await recorder.ready();
      player.currentTime = 142.5;
      await recorder.hears('seek');
      expect(touched(player.element).currentTime).to.equal(142.5);
      expect(player.currentTime).to.equal(142.5);
    });

    it('hears the visitor seek', async () => {
      put(embed('one', { duration: 500 }));
      const recorder = new PlayerRecorder();
      const player = await recorder.ready();
      touched(player.element).currentTime = 12;
      await recorder.hears('seek');
      expect(player.currentTime).to.equal(12);
    });

    it('does not seek to what is no time', async () => {
      put(embed('one', { duration: 500 }));
      const player = await new PlayerRecorder().ready();
      player.currentTime = 30;
      for (const nonsense of [NaN, Infinity, '50' as unknown as number]) {
        player.currentTime = nonsense;
        expect(player.currentTime).to.equal(30);
      }
    });

    it('puts another video into the player', async () => {
      put(embed('one', { rate: 20 }));
      const recorder = new PlayerRecorder();
      const player = await recorder.ready();
      player.play();
      await recorder.hears('end');
      const before = player.eventKey;
      recorder.clear();
      player.replaceWithMedia('two');
      await recorder.hears('media');
      await recorder.ready();
      expect(recorder.player).to.equal(player);
      expect(player.mediaId).to.equal('two');
      expect(player.percentWatched).to.equal(0);
      expect(player.state).to.equal('beforeplay');
      expect(player.eventKey).not.to.equal(before);
    });

    it('lets a player go that turns to another video, and takes it back', async () => {
      put(embed('one'));
      const recorder = new PlayerRecorder({ mediaId: 'one' });
      const any = new PlayerRecorder();
      await recorder.ready();
      const player = await any.ready();
      const successor = new PlayerRecorder({ mediaId: 'two' });
      player.replaceWithMedia('two');
      await recorder.hears('lost');
      expect((await successor.ready()).element).to.equal(player.element);
      recorder.clear();
      player.replaceWithMedia('one');
      await recorder.hears('found');
      await successor.hears('lost');
      expect(recorder.player!.mediaId).to.equal('one');
    });

    it('serves several widgets at once', async () => {
      put(embed('one', { duration: 500 }));
      const recorders = [new PlayerRecorder(), new PlayerRecorder({ mediaId: 'one' })];
      const [player] = await Promise.all(recorders.map((recorder) => recorder.ready()));
      recorders[1]!.stop();
      player!.currentTime = 7;
      await recorders[0]!.hears('seek');
      expect(recorders[1]!.heard).not.to.include('seek');
    });
  });

  describe(`player link, ${kind}: tracking`, () => {
    it('knows no visitor where the page says so, and works', async () => {
      put(embed('one', { rate: 20, doNotTrack: true }));
      const recorder = new PlayerRecorder();
      const player = await recorder.ready();
      expect(player.visitorKey).to.equal(undefined);
      player.play();
      await recorder.hears('end');
      expect(player.percentWatched).to.equal(1);
    });

    it('knows no visitor from the moment that consent is withdrawn', async () => {
      put(embed('one'));
      const recorder = new PlayerRecorder();
      const player = await recorder.ready();
      expect(player.visitorKey).not.to.equal(undefined);
      wistia().consent(false);
      expect(recorder.heard).to.include('tracking');
      expect(player.visitorKey).to.equal(undefined);
      recorder.clear();
      wistia().consent(true);
      expect(recorder.heard).to.include('tracking');
      expect(player.visitorKey).to.match(/^[0-9A-F]{40}$/);
    });
  });

  describe(`player link, ${kind}: letting go`, () => {
    it('hears nothing of the player or of the page after it has stopped', async () => {
      const one = embed('one', { duration: 500 });
      put(one);
      const recorder = new PlayerRecorder();
      const witness = new PlayerRecorder({ mediaId: 'one' });
      const player = await recorder.ready();
      await witness.ready();
      recorder.stop();
      recorder.clear();
      player.currentTime = 3;
      await witness.hears('seek');
      wistia().consent(false);
      put(embed('two'));
      one.remove();
      await witness.hears('lost');
      expect(recorder.heard).to.deep.equal([]);
    });

    it('may be stopped twice', async () => {
      put(embed('one'));
      const recorder = new PlayerRecorder();
      await recorder.ready();
      recorder.stop();
      recorder.stop();
    });

    it('hears nothing where it is stopped before the player is ready', async () => {
      const recorder = new PlayerRecorder();
      put(embed('one'));
      await settled();
      recorder.stop();
      recorder.clear();
      await new PlayerRecorder().ready();
      expect(recorder.heard).to.deep.equal([]);
    });
  });
}

describe('player link: listeners', () => {
  /** Counts what is added less what is removed. */
  const counted = (target: object, add: string, remove: string) => {
    const own = target as Record<string, (...given: unknown[]) => unknown>;
    const before = { add: own[add]!, remove: own[remove]! };
    const alive = new Set<string>();
    const names = new Map<unknown, number>();
    const key = (event: unknown, listener: unknown): string => {
      if (!names.has(listener)) names.set(listener, names.size);
      return `${String(event)} ${names.get(listener)}`;
    };
    let ever = 0;
    own[add] = function (event, listener, ...rest) {
      alive.add(key(event, listener));
      ever += 1;
      return before.add.call(this, event, listener, ...rest);
    };
    own[remove] = function (event, listener, ...rest) {
      alive.delete(key(event, listener));
      return before.remove.call(this, event, listener, ...rest);
    };
    return {
      alive,
      get ever() {
        return ever;
      },
      restore: () => Object.assign(own, { [add]: before.add, [remove]: before.remove }),
    };
  };

  it('leaves none on the element', async () => {
    put(newer('one'));
    await new PlayerRecorder().ready();
    const count = counted(EventTarget.prototype, 'addEventListener', 'removeEventListener');
    try {
      const recorder = new PlayerRecorder();
      expect(count.alive.size).to.be.greaterThan(8);
      recorder.stop();
      expect([...count.alive]).to.deep.equal([]);
    } finally {
      count.restore();
    }
  });

  it('leaves none on the older embed’s handle, and nothing in its queue', async () => {
    const queue = (globalThis as unknown as { _wq: { push(entry: object): void } })._wq;
    const push = queue.push;
    const pushed: Record<string, unknown>[] = [];
    queue.push = (entry) => {
      pushed.push(entry as Record<string, unknown>);
      push(entry);
    };
    try {
      const embed = older('one');
      put(embed);
      await settled();
      const { wistiaApi } = embed as unknown as { wistiaApi: object };
      const count = counted(wistiaApi, 'bind', 'unbind');
      const recorder = new PlayerRecorder();
      await recorder.ready();
      expect(count.alive.size).to.be.greaterThan(8);
      recorder.stop();
      expect([...count.alive]).to.deep.equal([]);
      expect(pushed.length).to.equal(2);
      expect(pushed[1]).to.deep.equal({ revoke: pushed[0] });
    } finally {
      queue.push = push;
    }
  });

  it('lets go of an embed that leaves the page while another stays', async () => {
    const [one, two] = [older('one'), older('two')];
    put(one, two);
    await settled();
    const { wistiaApi } = one as unknown as { wistiaApi: object };
    const count = counted(wistiaApi, 'bind', 'unbind');
    const recorder = new PlayerRecorder({ mediaId: 'one' });
    await recorder.ready();
    one.remove();
    await recorder.hears('lost');
    expect(count.ever).to.be.greaterThan(0);
    expect([...count.alive]).to.deep.equal([]);
  });
});

describe('player link: both kinds on one page', () => {
  it('are several players, each to be had by its video', async () => {
    put(newer('one'), older('two'));
    const only = new PlayerRecorder();
    const one = await new PlayerRecorder({ mediaId: 'one' }).ready();
    const two = await new PlayerRecorder({ mediaId: 'two' }).ready();
    expect([one.element, two.element]).to.deep.equal([...place.children]);
    expect(only.player?.mediaId).to.equal(undefined);
  });

  it('are one player where the newer has taken the place inside of the older', async () => {
    const box = document.createElement('div');
    box.className = 'wistia_async_one';
    box.append(newer('one'));
    put(box);
    const { element } = await new PlayerRecorder().ready();
    expect(element).to.equal(box.firstElementChild);
  });
});

describe('player link: other trees', () => {
  it('finds a player in a shadow root, and not from outside of it', async () => {
    const root = place.attachShadow({ mode: 'open' });
    root.append(newer('inside', { id: 'here' }));
    const outside = new PlayerRecorder();
    const player = await new PlayerRecorder({ id: 'here' }, root).ready();
    expect(player.mediaId).to.equal('inside');
    expect(outside.player?.mediaId).to.equal(undefined);
  });

  it('lives with a page without any player', async () => {
    const recorder = new PlayerRecorder({ mediaId: 'none' });
    place.append('words', document.createElement('p'));
    await settled();
    expect(recorder.heard).to.deep.equal([]);
    recorder.stop();
  });
});
