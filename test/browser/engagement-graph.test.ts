import { expect, oneEvent } from '@open-wc/testing';
import {
  SCALED,
  TEN_SECONDS,
  curve,
  inside,
  labels,
  legend,
  mount,
  placeOf,
  plot,
  point,
  press,
  publishing,
  show,
  spoken,
  tooltip,
} from './graph.js';
import { until } from './until.js';

describe('<wistia-engagement-graph>: curves and axes', () => {
  it('shows the share of the plays still watching, with its average, and the rewatches', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    await until(() => spoken(graph).includes('100% still watching'));
    expect(labels(graph)).to.deep.equal(
      ['0%', '25%', '50%', '75%', '100%'].concat(['0:00', '0:02', '0:04', '0:06', '0:08', '0:10']),
    );
    for (const name of ['views', 'rewatches', 'average'] as const) {
      expect(curve(graph, name), name).not.to.equal('');
    }
    expect(inside(graph, '[part=summary]').textContent).to.equal(
      '72% watched on average · most rewatched at 0:05 · biggest drop at 0:05',
    );
  });

  it('counts views with scale="count"', async () => {
    const graph = await show(publishing(TEN_SECONDS), 'scale="count"');
    expect(labels(graph).slice(0, 6)).to.deep.equal(['0', '20', '40', '60', '80', '100']);
    expect(legend(graph, 'Views')).to.be.an('HTMLButtonElement');
    graph.scale = 'percent';
    await graph.updateComplete;
    expect(labels(graph)).to.include('100%');
  });

  it('leaves the rewatches out with no-rewatch', async () => {
    const graph = await show(publishing(TEN_SECONDS), 'no-rewatch');
    expect(curve(graph, 'rewatches')).to.equal('');
    expect(legend(graph, 'Rewatches').checkVisibility()).to.equal(false);
    expect(legend(graph, 'Still watching').checkVisibility()).to.equal(true);
    expect(inside(graph, '[part=summary]').textContent).not.to.contain('rewatched');
    expect(spoken(graph)).not.to.contain('rewatch');
  });

  it('takes the plays from the engagement where only that reply is published', async () => {
    const graph = await show(publishing(TEN_SECONDS).set('stats/medias/abc.json', undefined));
    // 719 seconds seen in ten seconds at 72% on average: a hundred plays.
    expect(spoken(graph)).to.contain('100% still watching');
  });

  it('says that 100% is the most viewed moment where nothing tells the plays', async () => {
    const { engagement_data } = TEN_SECONDS;
    const source = publishing({ engagement_data }).set('stats/medias/abc.json', undefined);
    const graph = await show(source);
    expect(spoken(graph)).to.equal('0:00, 100% of the most viewed moment, 100 views');
    expect(legend(graph, 'Average').hidden).to.equal(true);
  });

  it('follows a new source with all of its figures', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    await until(() => spoken(graph).includes('100%'));
    graph.baseUrl = publishing(TEN_SECONDS, { play_count: 200 }).baseUrl;
    await until(() => spoken(graph).includes('50% still watching'));
  });

  it('draws new figures in place, and leaves the cursor where it is', async () => {
    const source = publishing(TEN_SECONDS);
    const graph = await show(source);
    point(graph, 'pointermove', 4);
    const before = curve(graph, 'views');
    const drawing = inside(graph, 'svg');
    const engagement_data = TEN_SECONDS.engagement_data.map((views) => Math.ceil(views / 2));
    source.set('stats/medias/abc/engagement.json', { ...TEN_SECONDS, engagement_data });
    graph.refetch();
    await oneEvent(graph, 'wistia-load');
    expect(curve(graph, 'views')).not.to.equal(before);
    expect(inside(graph, 'svg')).to.equal(drawing);
    expect(tooltip(graph)).to.match(/^0:04 .* 38 views/);
  });

  it('writes numbers in the language of the page', async () => {
    const graph = await show(publishing({ ...TEN_SECONDS, engagement_data: [12_000, 3] }), 'lang="de"');
    await until(() => spoken(graph).includes('12.000 Aufrufe'));
    graph.lang = 'en';
    await until(() => spoken(graph).includes('12,000 views'));
  });
});

describe('<wistia-engagement-graph>: videos above 1000 seconds', () => {
  it('take their length from the attribute', async () => {
    const graph = await show(publishing(SCALED), 'duration="3600"');
    expect(labels(graph)).to.include.members(['0:00:00', '0:30:00', '1:00:00']);
    expect(spoken(graph)).to.match(/^0:00:00, /);
  });

  it('take their length from the catalogue', async () => {
    const media = { hashed_id: 'abc', name: 'Long', duration: 2000, thumbnail: null };
    const source = publishing(SCALED).set('medias.json', [{ ...media, project_id: null, created: null }]);
    const graph = await show(source);
    await until(() => labels(graph).includes('30:00'));
    press(graph, 'End');
    expect(tooltip(graph)).to.match(/^33:18 /);
  });

  it('say percent of the video, and never a time, where nothing tells the length', async () => {
    const source = publishing(SCALED).set('medias.json', []);
    const graph = await show(source);
    await until(() => source.requests.includes('medias.json'));
    const seeks: unknown[] = [];
    graph.addEventListener('wistia-seek', (event) => seeks.push(event));
    press(graph, 'End');
    press(graph, 'Enter');
    expect(tooltip(graph)).to.match(/^99.9% of the video /);
    expect(labels(graph).join()).not.to.match(/\d:\d/);
    expect(graph.toCSV()).not.to.match(/\d:\d/);
    expect(inside(graph, '[part=summary]').textContent).not.to.match(/\d:\d/);
    expect(seeks).to.deep.equal([]);
  });

  it('need no catalogue below that', async () => {
    const source = publishing(TEN_SECONDS);
    await show(source, 'duration="3600"');
    expect(source.requests).not.to.include('medias.json');
  });
});

describe('<wistia-engagement-graph>: legend', () => {
  it('hides a curve and shows it again, and the axis fits what is left', async () => {
    const graph = await show(publishing(TEN_SECONDS), 'scale="count"');
    const views = legend(graph, 'Views');
    expect(views.getAttribute('aria-pressed')).to.equal('true');
    views.click();
    await graph.updateComplete;
    expect(views.getAttribute('aria-pressed')).to.equal('false');
    expect(curve(graph, 'views')).to.equal('');
    expect(labels(graph)).to.include('30').and.not.to.include('100');
    point(graph, 'pointermove', 5);
    expect(getComputedStyle(inside(graph, '.dot.views')).display).to.equal('none');
    views.click();
    await graph.updateComplete;
    expect(curve(graph, 'views')).not.to.equal('');
    expect(labels(graph)).to.include('100');
  });

  it('can hide everything', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    for (const name of ['Still watching', 'Rewatches', 'Average']) legend(graph, name).click();
    await graph.updateComplete;
    for (const name of ['views', 'rewatches', 'average'] as const) {
      expect(curve(graph, name)).to.equal('');
    }
    press(graph, 'Home');
    expect(tooltip(graph)).to.match(/^0:00/);
  });
});

describe('<wistia-engagement-graph>: cursor', () => {
  it('reads time, share, views and rewatches where the pointer is, and goes with it', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    await until(() => spoken(graph).includes('100%'));
    expect(tooltip(graph)).to.equal(undefined);
    point(graph, 'pointermove', 5);
    expect(tooltip(graph)).to.equal('0:05 · 60% still watching | 90 views · 30 rewatches');
    expect(spoken(graph)).to.equal('0:05, 60% still watching, 90 views, 30 rewatches');
    const { left, width } = inside(graph, '.cursor').getBoundingClientRect();
    expect(left + width / 2).to.be.closeTo(placeOf(graph, 5), 1);
    point(graph, 'pointerleave', 5);
    expect(tooltip(graph)).to.equal(undefined);
  });

  it('stays where a finger was lifted, until the next touch elsewhere', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    point(graph, 'pointerdown', 2, 'touch');
    point(graph, 'pointermove', 3, 'touch');
    point(graph, 'pointerleave', 3, 'touch');
    expect(tooltip(graph)).to.match(/^0:03 /);
    plot(graph).blur();
    expect(tooltip(graph)).to.equal(undefined);
  });

  it('goes away when the finger scrolls the page, which it may', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    expect(getComputedStyle(plot(graph)).touchAction).to.equal('pan-y pinch-zoom');
    point(graph, 'pointerdown', 2, 'touch');
    point(graph, 'pointercancel', 2, 'touch');
    expect(tooltip(graph)).to.equal(undefined);
  });

  it('goes by arrow, Page, Home and End keys', async () => {
    const engagement_data = Array.from({ length: 100 }, (_, i) => 200 - i);
    const graph = await show(publishing({ engagement: 0.7, engagement_data }));
    for (const [key, time] of [
      ['ArrowRight', '0:01'],
      ['ArrowUp', '0:02'],
      ['PageUp', '0:12'],
      ['ArrowLeft', '0:11'],
      ['ArrowDown', '0:10'],
      ['PageDown', '0:00'],
      ['ArrowLeft', '0:00'],
      ['End', '1:39'],
      ['ArrowRight', '1:39'],
      ['Home', '0:00'],
    ] as const) {
      expect(press(graph, key), `${key} must not scroll the page as well`).to.equal(false);
      expect(spoken(graph), key).to.match(new RegExp(`^${time}, `));
      expect(tooltip(graph), key).to.match(new RegExp(`^${time} `));
    }
    press(graph, 'Escape');
    expect(tooltip(graph)).to.equal(undefined);
  });

  it('leaves the keys alone that are the browser’s', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    expect(press(graph, 'Tab')).to.equal(true);
    expect(press(graph, 'ArrowLeft', { altKey: true })).to.equal(true);
    expect(press(graph, 'a')).to.equal(true);
    expect(tooltip(graph)).to.equal(undefined);
  });

  it('is a slider with a value for whoever cannot see it', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    press(graph, 'End');
    const get = (name: string) => plot(graph).getAttribute(name);
    expect(get('role')).to.equal('slider');
    expect(get('tabindex')).to.equal('0');
    expect(get('aria-label')).to.equal('Engagement over time');
    expect([get('aria-valuemin'), get('aria-valuenow'), get('aria-valuemax')]).to.deep.equal(['0', '9', '9']);
  });

  it('keeps its words inside the graph at both ends', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    const frame = plot(graph).getBoundingClientRect();
    for (const cell of [0, 9]) {
      point(graph, 'pointermove', cell);
      const words = inside(graph, '[part=tooltip]').getBoundingClientRect();
      expect(words.left).to.be.at.least(frame.left - 0.5);
      expect(words.right).to.be.at.most(frame.right + 0.5);
      expect(words.top).to.be.at.least(frame.top - 0.5);
    }
  });
});

describe('<wistia-engagement-graph>: without eyes', () => {
  it('has a table with all that the graph tells', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    await until(() => graph.shadowRoot!.querySelectorAll('tbody tr').length === 10);
    await until(() => inside(graph, 'tbody').textContent!.includes('60% still watching'));
    const cells = (row: Element) => [...row.children].map((cell) => cell.textContent);
    const [head, ...rows] = [...graph.shadowRoot!.querySelectorAll('tr')];
    expect(cells(head!)).to.deep.equal(['Time', 'Still watching', 'Views', 'Rewatches']);
    expect(cells(rows[5]!)).to.deep.equal(['0:05', '60% still watching', '90 views', '30 rewatches']);
    expect(inside(graph, 'caption').textContent).to.equal('Engagement');
    const { width, height } = inside(graph, 'table').parentElement!.getBoundingClientRect();
    expect(width * height).to.be.at.most(1);
  });

  it('has no more than twenty rows of a long video', async () => {
    const graph = await show(publishing(SCALED), 'duration="3600"');
    await until(() => inside(graph, 'tbody'));
    expect(graph.shadowRoot!.querySelectorAll('tbody tr').length).to.equal(20);
  });
});

it('a graph that is taken out and put back goes on', async () => {
  const graph = await mount(publishing(TEN_SECONDS));
  await until(() => curve(graph, 'views'));
  const place = graph.parentElement!;
  graph.remove();
  place.style.width = '300px';
  place.append(graph);
  await until(() => inside<SVGSVGElement>(graph, 'svg').viewBox.baseVal.width === 300);
  press(graph, 'ArrowRight');
  expect(tooltip(graph)).to.match(/^0:01 /);
});
