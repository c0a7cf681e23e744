/** The strip beside a player: what this viewer has watched so far. */
import type { WistiaPlayer } from '@wistia/wistia-player';
import { expect, oneEvent } from '@open-wc/testing';
import '../../demo/player/wistia-player.js';
import '../../demo/player/older-embeds.js';
import type { WistiaHeatmap } from '../../src/elements/heatmap.js';
import { FakeSource } from './fake-source.js';
import { colours, drawn, inside, MORE, ONCE, plotOf, pointAt, press, put, readout, TWICE, UNWATCHED } from './heatmap-sight.js';
import { said } from './page-console.js';
import { until } from './until.js';
import { states } from './widget.js';

const PLAYER = '<wistia-player id="here" media-id="abc" data-duration="6" playback-rate="20"></wistia-player>';
const OLDER =
  '<div class="wistia_embed wistia_async_abc playbackRate=20" data-duration="6"></div>';
const LIVE = '<wistia-heatmap lang="en" loading="eager" live>a strip</wistia-heatmap>';

const ready = async (element: WistiaHeatmap): Promise<WistiaHeatmap> => {
  await until(() => states(element).includes('ready'));
  return element;
};

const playerOf = (element: Element): WistiaPlayer =>
  element.parentElement!.querySelector('wistia-player, stand-in-older-player')!;

/** Plays to the end. */
const watch = async (player: WistiaPlayer): Promise<void> => {
  await player.whenApiReady();
  const ended = oneEvent(player, 'ended');
  await player.play();
  await ended;
};

/** A player whose counts are told here. */
const tell = (player: WistiaPlayer, counts: unknown): void => {
  Object.defineProperty(player, 'secondsWatchedVector', { configurable: true, get: () => counts });
  player.dispatchEvent(new CustomEvent('second-change', { detail: { second: 0 } }));
};

for (const [kind, embed] of Object.entries({ 'wistia-player': PLAYER, wistia_async_: OLDER })) {
  describe(`<wistia-heatmap live>, ${kind}`, () => {
    it('is unwatched before anything was played, and grows as it plays, without any source', async () => {
      const element = await ready(await put(embed + LIVE));
      await drawn(element, new Array<string>(6).fill(UNWATCHED));
      const player = playerOf(element);
      await watch(player);
      await drawn(element, new Array<string>(6).fill(ONCE));
      player.currentTime = 3;
      await watch(player);
      await drawn(element, [ONCE, ONCE, ONCE, TWICE, TWICE, TWICE]);
      expect(said()).to.deep.equal([]);
    });

    it('takes the player where it is clicked, unless a listener forbids it', async () => {
      const element = await ready(await put(embed + LIVE));
      await drawn(element);
      const player = playerOf(element);
      pointAt(element, 0.7);
      plotOf(element).click();
      await until(() => player.currentTime === 4);
      element.addEventListener('wistia-seek', (event) => event.preventDefault(), { once: true });
      press(element, 'Home');
      press(element, 'Enter');
      press(element, 'ArrowRight');
      press(element, 'Enter');
      await until(() => player.currentTime === 1);
    });

    it('shows where the player is', async () => {
      const element = await ready(await put(embed + LIVE));
      await drawn(element);
      expect(inside(element, '.playhead').hidden).to.equal(true);
      const player = playerOf(element);
      await watch(player);
      await until(() => !inside(element, '.playhead').hidden);
      player.currentTime = 3;
      const middle = (node: Element) => {
        const { left, width } = node.getBoundingClientRect();
        return left + width / 2;
      };
      await until(
        () => Math.abs(middle(inside(element, '.playhead')) - middle(plotOf(element))) < 1.5,
      );
    });

    it('waits for a player that comes later', async () => {
      const element = await put(LIVE);
      expect(states(element)).to.deep.equal(['loading']);
      const template = document.createElement('template');
      template.innerHTML = embed;
      element.before(template.content);
      await ready(element);
      await drawn(element, new Array<string>(6).fill(UNWATCHED));
    });

    it('works where tracking is refused', async () => {
      const refused = embed
        .replace('<wistia-player', '<wistia-player do-not-track')
        .replace('playbackRate', 'doNotTrack=true playbackRate');
      const element = await ready(await put(refused + LIVE));
      await watch(playerOf(element));
      await drawn(element, new Array<string>(6).fill(ONCE));
    });
  });
}

describe('<wistia-heatmap live>', () => {
  it('reads out how often, in words', async () => {
    const element = await ready(await put(PLAYER + LIVE));
    await drawn(element);
    tell(playerOf(element), [0, 1, 2, 3, 1200, 0]);
    await drawn(element, [UNWATCHED, ONCE, TWICE, MORE, MORE, UNWATCHED]);
    const words = [0, 1, 2, 3, 4].map((second) => {
      pointAt(element, (second + 0.5) / 6);
      return readout(element).said;
    });
    expect(words).to.deep.equal([
      '0:00, not watched',
      '0:01, watched once',
      '0:02, watched twice',
      '0:03, watched 3 times',
      '0:04, watched 1,200 times',
    ]);
    expect(inside(element, '#summary').textContent).to.equal('67% watched so far · most watched at 0:04');
    expect(inside(element, '[part=legend]').textContent).to.equal('UnwatchedOnceTwiceMore');
    await expect(element).to.be.accessible();
  });

  it('says what the cursor stands on as it grows', async () => {
    const element = await ready(await put(PLAYER + LIVE));
    await drawn(element);
    pointAt(element, 0.1);
    expect(readout(element).shown).to.equal('0:00 · not watched');
    tell(playerOf(element), [1, 0, 0, 0, 0, 0]);
    expect(readout(element).shown).to.equal('0:00 · watched once');
  });

  it('follows the player to another video', async () => {
    const element = await ready(await put(PLAYER + LIVE));
    const player = playerOf(element);
    await watch(player);
    await drawn(element, new Array<string>(6).fill(ONCE));
    player.dataset.duration = '4';
    const loaded = oneEvent(element, 'wistia-load');
    await player.replaceWithMedia('def');
    await loaded;
    await drawn(element, new Array<string>(4).fill(UNWATCHED));
  });

  it('shows none of two players, but the one that is named, by its id or its video', async () => {
    const other = PLAYER.replace('here', 'there').replace('abc', 'def').replace('"6"', '"3"');
    const none = await put(PLAYER + other + LIVE);
    expect(states(none)).to.deep.equal(['loading']);
    none.player = 'there';
    await ready(none);
    expect(await drawn(none)).to.have.length(3);
    const byVideo = await ready(await put(LIVE.replace(' live', ' live media-id="abc"')));
    expect(await drawn(byVideo)).to.have.length(6);
  });

  it('keeps what it shows when the player goes, and lets go of it when it goes itself', async () => {
    const element = await ready(await put(PLAYER + LIVE));
    const player = playerOf(element);
    await watch(player);
    const strip = await drawn(element, new Array<string>(6).fill(ONCE));
    player.remove();
    await element.updateComplete;
    expect(colours(element)).to.deep.equal(strip);
    element.before(player);
    await drawn(element, new Array<string>(6).fill(UNWATCHED));
    const { parentElement } = element;
    element.remove();
    tell(player, [1, 1, 1, 1, 1, 1]);
    expect(colours(element)).to.deep.equal(new Array<string>(6).fill(UNWATCHED));
    parentElement!.append(element);
    await drawn(element, new Array<string>(6).fill(ONCE));
  });

  it('asks no source, and fires wistia-load once a video', async () => {
    const source = new FakeSource();
    let loads = 0;
    const count = () => loads++;
    document.addEventListener('wistia-load', count);
    const element = await ready(
      await put(PLAYER + LIVE.replace(' live', ` live media-id="abc" base-url="${source.baseUrl}"`)),
    );
    tell(playerOf(element), new Array<number>(2000).fill(1));
    element.requestUpdate();
    await element.updateComplete;
    document.removeEventListener('wistia-load', count);
    expect(source.requests).to.deep.equal([]);
    expect(loads).to.equal(1);
  });

  for (const counts of [undefined, 'x', [NaN, -1, 'a', Infinity, 1e300, {}], new Array(90_000).fill(1)]) {
    it(`lives with a player that tells ${JSON.stringify(counts)?.slice(0, 30)}`, async () => {
      const element = await ready(await put(PLAYER + LIVE));
      await drawn(element);
      tell(playerOf(element), counts);
      await element.updateComplete;
      expect(states(element)).to.deep.equal(['ready']);
      expect(colours(element).length).to.be.greaterThan(0);
    });
  }

  it('turns into the views of all and back', async () => {
    const source = new FakeSource().set('stats/medias/abc/engagement.json', { engagement_data: [5, 5, 0] });
    const element = await ready(
      await put(PLAYER + LIVE.replace(' live', ` live media-id="abc" base-url="${source.baseUrl}"`)),
    );
    await drawn(element, new Array<string>(6).fill(UNWATCHED));
    element.live = false;
    await drawn(element, [MORE, MORE, UNWATCHED]);
    element.live = true;
    await drawn(element, new Array<string>(6).fill(UNWATCHED));
  });
});
