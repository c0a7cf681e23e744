/** Players and pages that the link would rather not meet, and elements whose script is late. */
import { expect, fixture, html } from '@open-wc/testing';
import { PlayerRecorder, settled } from './player-recorder.js';

interface Handle {
  [name: string]: unknown;
}
/** As the link puts it into the queue. */
interface Entry {
  id: string;
  onReady(handle: Handle): void;
}
const page = window as unknown as { _wq?: unknown; Wistia?: unknown };

const broken = (): never => {
  throw new Error('This player is broken.');
};

let place: HTMLElement;
const unhandled: unknown[] = [];
const note = ({ reason }: PromiseRejectionEvent): void => void unhandled.push(reason);

beforeEach(async () => {
  place = await fixture(html`<div></div>`);
  delete page._wq;
  delete page.Wistia;
  unhandled.length = 0;
  addEventListener('unhandledrejection', note);
});

afterEach(() => {
  removeEventListener('unhandledrejection', note);
  place.remove();
  delete page._wq;
  delete page.Wistia;
});

const older = (mediaId: string): HTMLElement => {
  const embed = document.createElement('div');
  embed.className = `wistia_embed wistia_async_${mediaId} videoFoam=true`;
  place.append(embed);
  return embed;
};

describe('player link: a <wistia-player> whose script is late', () => {
  it('finds it, sets nothing on it, and does what was asked once it is there', async () => {
    const element = document.createElement('wistia-player');
    element.setAttribute('media-id', 'late');
    place.append(element);
    const recorder = new PlayerRecorder({ mediaId: 'late' });
    expect(recorder.heard).to.deep.equal(['found']);
    const player = recorder.player!;
    player.currentTime = 12;
    player.play();
    player.replaceWithMedia('next');
    expect(Object.keys(element)).to.deep.equal([]);
    expect(player.currentTime).to.equal(0);

    const done: unknown[] = [];
    let ready: () => void = broken;
    customElements.define(
      'wistia-player',
      class extends HTMLElement {
        set currentTime(seconds: number) {
          done.push(seconds);
        }
        get duration(): never {
          return broken();
        }
        get visitorKey(): unknown {
          return Promise.reject(new Error('No key.')).catch(() => 'KEY');
        }
        whenApiReady(): Promise<void> {
          return new Promise((resolve) => {
            ready = resolve;
          });
        }
        play(): Promise<void> {
          done.push('play');
          return Promise.reject(new Error('Not without a gesture.'));
        }
        replaceWithMedia(mediaId: string): never {
          done.push(mediaId);
          return broken();
        }
      },
    );
    await settled();
    expect(done).to.deep.equal([12]);
    ready();
    await settled();
    expect(done).to.deep.equal([12, 'next']);
    expect(player.duration).to.equal(undefined);
    expect(player.visitorKey).to.equal(undefined);
    element.dispatchEvent(new CustomEvent('play'));
    expect(recorder.heard).to.deep.equal(['found', 'play']);
    expect(unhandled).to.deep.equal([]);
  });
});

describe('player link: the older embed’s queue', () => {
  it('leaves a page without older embeds alone', () => {
    place.append(document.createElement('wistia-player'));
    new PlayerRecorder();
    expect('_wq' in page).to.equal(false);
  });

  it('waits in the queue until the script comes', () => {
    older('abc');
    const recorder = new PlayerRecorder();
    const [entry] = page._wq as Entry[];
    expect(entry!.id).to.equal('abc');
    expect(recorder.player?.mediaId).to.equal(undefined);
    entry!.onReady({ hashedId: () => 'abc', time: () => 4 });
    expect(recorder.heard).to.deep.equal(['found']);
    expect(recorder.player!.currentTime).to.equal(4);
  });

  it('takes an answer that comes at once', () => {
    page._wq = {
      push: ({ onReady }: { onReady?: (handle: Handle) => void }) =>
        onReady?.({ hashedId: () => 'abc' }),
    };
    older('abc');
    const recorder = new PlayerRecorder();
    expect(recorder.heard).to.deep.equal(['found']);
    expect(recorder.player!.mediaId).to.equal('abc');
  });

  it('hears a bare handle, and unbinds what it has bound', () => {
    const bound = new Map<string, () => void>();
    older('abc');
    const recorder = new PlayerRecorder();
    (page._wq as Entry[])[0]!.onReady({
      hashedId: () => 'abc',
      bind: (event: string, listener: () => void) => bound.set(event, listener),
      unbind: (event: string) => bound.delete(event),
    });
    bound.get('secondchange')!();
    bound.get('end')!();
    expect(recorder.heard).to.deep.equal(['found', 'progress', 'end']);
    recorder.stop();
    expect([...bound.keys()]).to.deep.equal([]);
  });

  it('does not take an answer after it has stopped', () => {
    older('abc');
    const recorder = new PlayerRecorder();
    recorder.stop();
    const queue = page._wq as { onReady?(handle: Handle): void; revoke?: unknown }[];
    expect(queue[1]).to.deep.equal({ revoke: queue[0] });
    queue[0]!.onReady!({ hashedId: () => 'abc' });
    expect(recorder.heard).to.deep.equal([]);
    expect(queue.length).to.equal(2);
  });

  it('takes a new handle where the embed was embedded again', () => {
    older('abc');
    const recorder = new PlayerRecorder();
    const [entry] = page._wq as Entry[];
    entry!.onReady({ hashedId: () => 'abc', time: () => 1 });
    entry!.onReady({ hashedId: () => 'abc', time: () => 2 });
    expect(recorder.heard).to.deep.equal(['found', 'found']);
    expect(recorder.player!.currentTime).to.equal(2);
  });

  it('knows two embeds of one video apart by their containers', () => {
    const [one, two] = [older('abc'), older('abc')];
    one.id = 'one';
    two.id = 'two';
    const recorders = ['one', 'two'].map((id) => new PlayerRecorder({ id }));
    const handles = [one, two].map((container, n) => ({
      container: container.appendChild(document.createElement('i')),
      hashedId: () => 'abc',
      time: () => n + 1,
    }));
    // As the queue does: each entry gets every player of the video.
    for (const { onReady } of page._wq as Entry[]) {
      for (const handle of handles) onReady(handle);
    }
    expect(recorders.map(({ player }) => player!.element.id)).to.deep.equal(['one', 'two']);
    expect(recorders.map(({ player }) => player!.currentTime)).to.deep.equal([1, 2]);
  });

  it('hears of another video from a player that it does not follow', () => {
    let mediaId = 'abc';
    const bound = new Set<[string, () => void]>();
    older('abc');
    const recorder = new PlayerRecorder({ mediaId: 'next' });
    (page._wq as Entry[])[0]!.onReady({
      hashedId: () => mediaId,
      bind: (event: string, listener: () => void) => bound.add([event, listener]),
    });
    const replaceWith = (id: string): void => {
      mediaId = id;
      for (const [event, listener] of [...bound]) if (event === 'afterreplace') listener();
    };
    expect(recorder.player?.mediaId).to.equal(undefined);
    replaceWith('next');
    expect(recorder.player!.mediaId).to.equal('next');
    replaceWith('abc');
    expect(recorder.player?.mediaId).to.equal(undefined);
  });

  const queues: Record<string, unknown> = {
    'that throws': { push: broken },
    'that is none': 'no queue',
    'that is frozen': Object.freeze([]),
  };
  for (const [what, queue] of Object.entries(queues)) {
    it(`lives with a queue ${what}`, async () => {
      page._wq = queue;
      older('abc');
      const recorder = new PlayerRecorder();
      await settled();
      expect(recorder.player?.mediaId).to.equal(undefined);
      recorder.stop();
    });
  }

  it('lives with a handle of which nothing works', async () => {
    const embed = older('abc');
    const recorder = new PlayerRecorder();
    const handle = new Proxy({}, { get: broken });
    (page._wq as Entry[])[0]!.onReady(handle);
    const player = recorder.player!;
    expect(player.element).to.equal(embed);
    expect(player.mediaId).to.equal('abc');
    expect(player.currentTime).to.equal(0);
    expect(player.duration).to.equal(undefined);
    expect(player.state).to.equal('beforeplay');
    expect(player.secondsWatchedVector).to.deep.equal([]);
    expect(player.percentWatched).to.equal(0);
    expect(player.visitorKey).to.equal(undefined);
    expect(player.eventKey).to.equal(undefined);
    player.currentTime = 3;
    player.play();
    player.replaceWithMedia('x');
    recorder.stop();
    await settled();
    expect(unhandled).to.deep.equal([]);
  });

  it('lives with a class that names no video', () => {
    older('');
    const recorder = new PlayerRecorder();
    expect(recorder.player?.mediaId).to.equal(undefined);
  });
});

describe('player link: consent', () => {
  const key = (consent: unknown): string | undefined => {
    page.Wistia = { consent };
    older('abc');
    const recorder = new PlayerRecorder();
    const entry = (page._wq as Entry[])[0]!;
    entry.onReady({ hashedId: () => 'abc', visitorKey: () => 'KEY' });
    return recorder.player!.visitorKey;
  };

  it('is what counts where it is refused, though the player still tells its key', () => {
    expect(key(() => false)).to.equal(undefined);
  });

  const consents: Record<string, unknown> = {
    'is given': () => true,
    'was not asked for': () => 'default',
    'cannot be read': broken,
    'is unknown': undefined,
  };
  for (const [what, consent] of Object.entries(consents)) {
    it(`leaves the key to the player where it ${what}`, () => {
      expect(key(consent)).to.equal('KEY');
    });
  }
});
