/** Every player on the page at once, and what only one kind of them can say or do. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../demo/player/wistia-player.js';
import '../../demo/player/older-embeds.js';
import { findPlayers } from '../../src/player/index.js';
import type { Player, PlayerChange } from '../../src/player/index.js';
import { PlayerRecorder, settled } from './player-recorder.js';

let place: HTMLElement;
let stop: (() => void) | undefined;

const newer = (mediaId: string): HTMLElement => {
  const element = document.createElement('wistia-player');
  element.setAttribute('media-id', mediaId);
  element.setAttribute('playback-rate', '20');
  element.dataset.duration = '8';
  return element;
};

const older = (mediaId: string): HTMLElement => {
  const element = document.createElement('div');
  element.className = `wistia_embed wistia_async_${mediaId} playbackRate=20`;
  element.dataset.duration = '8';
  return element;
};

beforeEach(async () => {
  place = await fixture(html`<div></div>`);
});

afterEach(async () => {
  stop?.();
  place.remove();
  await settled();
});

describe('all players of a page', () => {
  it('are followed together, whichever kind they are, as they come and go', async () => {
    const heard: [PlayerChange, Player][] = [];
    const waiting: (() => void)[] = [];
    stop = findPlayers((change, player) => {
      heard.push([change, player]);
      for (const wake of waiting.splice(0)) wake();
    });
    const hears = async (change: PlayerChange, mediaId: string): Promise<Player> => {
      for (;;) {
        const found = heard.find(([what, { mediaId: id }]) => what === change && id === mediaId);
        if (found) return found[1];
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    };
    const first = newer('one');
    place.append(first, older('two'));
    const [one, two] = [await hears('ready', 'one'), await hears('found', 'two')];
    one.play();
    two.play();
    await hears('end', 'one');
    await hears('end', 'two');
    first.remove();
    expect(await hears('lost', 'one')).to.equal(one);
    stop!();
    heard.length = 0;
    two.currentTime = 1;
    await settled();
    expect(heard).to.deep.equal([]);
  });
});

for (const [kind, embed] of Object.entries({ 'wistia-player': newer, wistia_async_: older })) {
  describe(`another video in a player, ${kind}`, () => {
    it('plays at once where that is asked for, and only there', async () => {
      place.append(embed('one'));
      const recorder = new PlayerRecorder();
      const player = await recorder.ready();
      player.replaceWithMedia('two', true);
      await recorder.hears('end');
      expect(player.mediaId).to.equal('two');
      recorder.clear();
      player.replaceWithMedia('three');
      await recorder.hears('media');
      await settled();
      expect(recorder.heard).not.to.include('play');
    });
  });
}

describe('a conversion', () => {
  it('is told by the older player', async () => {
    place.append(older('one'));
    const recorder = new PlayerRecorder();
    await recorder.ready();
    const page = globalThis as unknown as {
      _wq: { push(entry: (W: unknown) => void): void };
      Wistia: { api(id: string): { trigger(event: string): void } };
    };
    page.Wistia.api('one').trigger('conversion');
    expect(recorder.heard.at(-1)).to.equal('conversion');
  });
});
