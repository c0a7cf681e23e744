import type { WistiaPlayer } from '@wistia/wistia-player';
import { expect, fixtureCleanup, oneEvent } from '@open-wc/testing';
import '../../demo/player/wistia-player.js';
import type { WistiaEngagementGraph } from '../../src/elements/engagement-graph.js';
import { SCALED, TEN_SECONDS, inside, labels, mount, placeOf, point, press, publishing, show, tooltip } from './graph.js';
import { until } from './until.js';

const players: Element[] = [];

const addPlayer = (attributes: Record<string, string> = {}): WistiaPlayer => {
  const player = document.createElement('wistia-player');
  const all = { 'media-id': 'abc', 'data-duration': '10', 'data-name': 'Gears', ...attributes };
  for (const [name, value] of Object.entries(all)) player.setAttribute(name, value);
  document.body.append(player);
  players.push(player);
  return player;
};

const readyPlayer = async (attributes?: Record<string, string>): Promise<WistiaPlayer> => {
  const player = addPlayer(attributes);
  await player.whenApiReady();
  return player;
};

/** Goes to a second of the video, paused. */
const standAt = async (player: WistiaPlayer, seconds: number): Promise<void> => {
  void player.play();
  if (player.state !== 'playing') await oneEvent(player, 'play');
  void player.pause();
  if (player.state === 'playing') await oneEvent(player, 'pause');
  player.currentTime = seconds;
  await oneEvent(player, 'seeked');
};

/** The second at which the playhead stands, in tenths; undefined while there is none. */
const playhead = (graph: WistiaEngagementGraph): number | undefined => {
  const line = inside(graph, '.playhead');
  const { left, width, height } = line.getBoundingClientRect();
  if (!height) return undefined;
  const second = placeOf(graph, 1) - placeOf(graph, 0);
  return Math.round(((left + width / 2 - placeOf(graph, -0.5)) / second) * 10) / 10;
};

afterEach(() => {
  fixtureCleanup();
  players.splice(0).forEach((player) => player.remove());
});

describe('<wistia-engagement-graph>: the player on the page', () => {
  it('is followed while it plays', async () => {
    const player = await readyPlayer();
    const graph = await show(publishing(TEN_SECONDS));
    expect(playhead(graph)).to.equal(undefined);
    void player.play();
    await until(() => (playhead(graph) ?? 0) > 0.2);
    await standAt(player, 7);
    await until(() => playhead(graph) === 7);
  });

  it('is followed when it comes later than the graph', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    await standAt(await readyPlayer(), 4);
    await until(() => playhead(graph) === 4);
  });

  it('is let go of when it leaves, and when it shows another video', async () => {
    const player = await readyPlayer();
    const graph = await show(publishing(TEN_SECONDS));
    await standAt(player, 4);
    await until(() => playhead(graph) === 4);
    void player.replaceWithMedia('other');
    await until(() => playhead(graph) === undefined);
    const second = await readyPlayer();
    await standAt(second, 6);
    await until(() => playhead(graph) === 6);
    second.remove();
    await until(() => playhead(graph) === undefined);
  });

  it('may be named by its id', async () => {
    await standAt(await readyPlayer({ id: 'first' }), 2);
    await standAt(await readyPlayer({ id: 'second' }), 8);
    const graph = await show(publishing(TEN_SECONDS), 'player="second"');
    await until(() => playhead(graph) === 8);
    graph.player = 'first';
    await until(() => playhead(graph) === 2);
  });

  it('is another’s with another video', async () => {
    await standAt(await readyPlayer({ 'media-id': 'xyz' }), 5);
    const graph = await show(publishing(TEN_SECONDS));
    point(graph, 'pointermove', 3);
    expect(playhead(graph)).to.equal(undefined);
  });

  it('is where the keyboard begins', async () => {
    await standAt(await readyPlayer(), 6);
    const graph = await show(publishing(TEN_SECONDS));
    await until(() => playhead(graph) === 6);
    press(graph, 'Home');
    press(graph, 'Escape');
    const field = document.createElement('input');
    graph.before(field);
    field.focus();
    // A field for text is always in visible focus, and what follows it is too.
    inside(graph, '[part=plot]').focus();
    await until(() => tooltip(graph)?.startsWith('0:06 '));
  });

  it('tells how long a video above 1000 seconds is', async () => {
    await readyPlayer({ 'data-duration': '2000' });
    const graph = await show(publishing(SCALED));
    await until(() => labels(graph).includes('30:00'));
    press(graph, 'End');
    expect(tooltip(graph)).to.match(/^33:18 /);
  });
});

describe('<wistia-engagement-graph>: seeking', () => {
  const seeks = (graph: WistiaEngagementGraph): number[] => {
    const times: number[] = [];
    graph.addEventListener('wistia-seek', ({ detail }) => times.push(detail.time));
    return times;
  };

  it('goes to the moment that is clicked', async () => {
    const player = await readyPlayer();
    const graph = await show(publishing(TEN_SECONDS));
    const heard = oneEvent(document.body, 'wistia-seek');
    point(graph, 'pointermove', 3);
    point(graph, 'click', 3);
    const { detail, bubbles, composed, cancelable } = await heard;
    expect({ detail, bubbles, composed, cancelable }).to.deep.equal({
      detail: { time: 3 },
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    await until(() => player.currentTime === 3);
  });

  it('goes there by Enter and by the space bar', async () => {
    const player = await readyPlayer();
    const graph = await show(publishing(TEN_SECONDS));
    const times = seeks(graph);
    press(graph, 'End');
    expect(press(graph, 'Enter')).to.equal(false);
    await until(() => player.currentTime === 9);
    press(graph, 'ArrowLeft');
    expect(press(graph, ' ')).to.equal(false);
    await until(() => player.currentTime === 8);
    expect(times).to.deep.equal([9, 8]);
  });

  it('does not where somebody cancels it', async () => {
    const player = await readyPlayer();
    const graph = await show(publishing(TEN_SECONDS));
    const cancel = (event: Event): void => event.preventDefault();
    graph.addEventListener('wistia-seek', cancel);
    point(graph, 'pointermove', 3);
    point(graph, 'click', 3);
    graph.removeEventListener('wistia-seek', cancel);
    expect(player.currentTime).to.equal(0);
    point(graph, 'pointermove', 5);
    point(graph, 'click', 5);
    await until(() => player.currentTime === 5);
  });

  it('tells the page where there is no player', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    const times = seeks(graph);
    point(graph, 'pointermove', 3);
    point(graph, 'click', 3);
    expect(times).to.deep.equal([3]);
  });

  it('says the true second of a video above 1000 seconds', async () => {
    const graph = await show(publishing(SCALED), 'duration="3600"');
    const times = seeks(graph);
    press(graph, 'Home');
    press(graph, 'PageUp');
    press(graph, 'Enter');
    expect(times).to.deep.equal([360]);
  });
});

it('a graph that waits for its figures follows its player all the same', async () => {
  const source = publishing(TEN_SECONDS);
  const release = source.hold('stats/medias/abc/engagement.json');
  const graph = await mount(source);
  await standAt(await readyPlayer(), 5);
  release(TEN_SECONDS);
  await until(() => graph.shadowRoot!.querySelector('.playhead') && playhead(graph) === 5);
});
