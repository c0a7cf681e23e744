import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/trend.js';
import type { WistiaTrend } from '../../src/elements/trend.js';
import { addDays, today } from '../../src/stats/calendar-days.js';
import { FakeSource } from './fake-source.js';
import { said } from './page-console.js';
import { until } from './until.js';
import { loaded, shownText, states } from './widget.js';

const PATH = 'stats/medias/abc/by_date.json';

describe('<wistia-trend>', () => {
  let source: FakeSource;
  beforeEach(() => void (source = new FakeSource()));

  /** So many days up to today, newest first, with what `plays` says of each; today is day 0. */
  const rows = (count: number, plays: (ago: number) => number, path = PATH) =>
    source.set(
      path,
      Array.from({ length: count }, (_, ago) => ({
        date: addDays(today(), -ago),
        load_count: 2 * plays(ago),
        play_count: plays(ago),
        hours_watched: plays(ago) / 10,
      })),
    );

  const mount = async (attributes = '', around = '<div></div>'): Promise<WistiaTrend> => {
    const template = document.createElement('template');
    template.innerHTML = around;
    const parent = template.content.firstElementChild!;
    parent.innerHTML = `<wistia-trend lang="en" media-id="abc" loading="eager"
      base-url="${source.baseUrl}" ${attributes}>plays</wistia-trend>`;
    await fixture(html`${parent}`);
    return parent.firstElementChild as WistiaTrend;
  };

  /** As drawn: charts are drawn when they have been measured. */
  const drawn = async (attributes = '', around?: string): Promise<WistiaTrend> => {
    const element = await loaded(await mount(attributes, around));
    const svg = part(element, 'svg');
    await until(() => svg.hasAttribute('viewBox'));
    return element;
  };

  const part = (element: WistiaTrend, selector: string): HTMLElement =>
    element.shadowRoot!.querySelector<HTMLElement>(selector)!;
  const summary = (element: WistiaTrend) => part(element, '[part=summary]').textContent;
  const path = (element: WistiaTrend, shape: string) =>
    part(element, `path.${shape}`).getAttribute('d');
  const slider = (element: WistiaTrend) => part(element, '[role=slider]');
  const read = (element: WistiaTrend) => slider(element).getAttribute('aria-valuetext');
  const press = (element: WistiaTrend, key: string) =>
    slider(element).dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
    );
  const box = (node: Element) => node.getBoundingClientRect();

  describe('what is asked for', () => {
    it('thirty days up to today, where nothing is asked', async () => {
      rows(90, () => 10);
      const element = await drawn();
      expect(source.requests).to.deep.equal([
        `${PATH}?start_date=${addDays(today(), -29)}&end_date=${today()}`,
      ]);
      expect(summary(element)).to.equal('300 in 30 days');
    });

    it('a period and the one before in one request', async () => {
      rows(90, (ago) => (ago < 7 ? 12 : 10));
      const element = await drawn('last="7d" compare');
      expect(source.requests).to.deep.equal([
        `${PATH}?start_date=${addDays(today(), -13)}&end_date=${today()}`,
      ]);
      expect(summary(element)).to.equal('84 in 7 days, 20% more than the 7 before, not counting today');
      expect(path(element, 'before')).not.to.equal('');
    });

    it('of a project, and of the account', async () => {
      rows(30, () => 1, 'stats/projects/p/by_date.json');
      rows(30, () => 2, 'stats/account/by_date.json');
      rows(30, () => 3);
      const element = await drawn('project-id="p"');
      expect(summary(element)).to.equal('90 in 30 days');
      element.mediaId = '';
      await element.updateComplete;
      expect(summary(await loaded(element))).to.equal('30 in 30 days');
      element.projectId = '';
      await element.updateComplete;
      expect(summary(await loaded(element))).to.equal('60 in 30 days');
    });

    it('days between dates, which need not have today among them', async () => {
      source.set(PATH, [
        { date: '2026-02-02', play_count: 3 },
        { date: '2026-02-01', play_count: 4 },
      ]);
      const element = await drawn('start-date="2026-02-01" end-date="2026-02-02"');
      expect(summary(element)).to.equal('7 in 2 days');
      expect(path(element, 'unfinished')).to.equal('');
    });

    it('an end to come is today, so that the days before are those before', async () => {
      rows(20, () => 10);
      await drawn(`start-date="${addDays(today(), -4)}" end-date="${addDays(today(), 5)}" compare`);
      expect(source.requests).to.deep.equal([
        `${PATH}?start_date=${addDays(today(), -9)}&end_date=${today()}`,
      ]);
    });

    it('another field, without another request', async () => {
      rows(30, () => 10);
      const element = await drawn();
      element.field = 'hours_watched';
      await element.updateComplete;
      expect(summary(element)).to.equal('30 hours in 30 days');
      expect(source.requests.length).to.equal(1);
    });

    it('the comparison comes and goes with its attribute', async () => {
      rows(90, () => 10);
      const element = await drawn('last="3d"');
      element.compare = true;
      await element.updateComplete;
      await loaded(element);
      await until(() => summary(element)!.includes('before'));
      expect(path(element, 'before')).not.to.equal('');
      element.compare = false;
      await until(() => !summary(element)!.includes('before'));
      expect(path(element, 'before')).to.equal('');
    });
  });

  describe('the drawing', () => {
    it('each type draws its own, and today apart from the rest', async () => {
      rows(30, (ago) => ago + 1);
      const element = await drawn();
      const shown = () =>
        ['area', 'line', 'bars', 'unfinished', 'unfinished-bars'].filter((it) => path(element, it));
      expect(shown()).to.deep.equal(['area', 'line', 'unfinished']);
      element.type = 'line';
      await element.updateComplete;
      expect(shown()).to.deep.equal(['line', 'unfinished']);
      element.type = 'bar';
      await element.updateComplete;
      expect(shown()).to.deep.equal(['bars', 'unfinished-bars']);
    });

    it('a day of a snapshot that is missing is a gap, and is counted as missing', async () => {
      source.set(PATH, [
        { date: addDays(today(), -3), play_count: 1 },
        { date: addDays(today(), -1), play_count: 2 },
        { date: today(), play_count: 0 },
      ]);
      const element = await drawn('last="4d" type="bar"');
      expect(summary(element)).to.equal('3 in 3 of 4 days');
      expect(path(element, 'bars')!.match(/M/g)!.length).to.equal(2);
    });

    it('days become weeks where they no longer fit, and days again', async () => {
      rows(120, () => 1);
      const element = await drawn('last="120d"', '<div></div>');
      const parent = element.parentElement!;
      const max = () => Number(slider(element).getAttribute('aria-valuemax'));
      parent.style.width = '800px';
      await until(() => max() === 119);
      parent.style.width = '200px';
      await until(() => max() <= 18);
      expect(max()).to.be.within(16, 18);
    });

    it('in a parent without room it waits, and throws nothing', async () => {
      rows(30, () => 1);
      const element = await loaded(await mount('', '<div></div>'));
      const parent = element.parentElement!;
      parent.style.display = 'none';
      element.type = 'bar';
      await element.updateComplete;
      parent.style.display = '';
      await until(() => !!path(element, 'bars'));
      expect(states(element)).to.deep.equal(['ready']);
    });

    it('begins at the right where one reads from right to left', async () => {
      rows(30, (ago) => (ago > 15 ? 9 : 1));
      const element = await drawn('', '<div dir="rtl"></div>');
      press(element, 'Home');
      const cursor = box(part(element, '.cursor'));
      expect(cursor.left).to.be.closeTo(box(slider(element)).right, 2);
      press(element, 'ArrowLeft');
      expect(slider(element).getAttribute('aria-valuenow')).to.equal('1');
    });

    it('keeps its height from the first moment on', async () => {
      const reply = source.hold(PATH);
      const element = await mount();
      const { height } = box(element);
      expect(height).to.be.greaterThan(100);
      reply([{ date: today(), play_count: 1 }]);
      await loaded(element);
      expect(box(element).height).to.equal(height);
    });
  });

  describe('the cursor', () => {
    it('is moved by arrows, pages, Home and End', async () => {
      rows(30, (ago) => ago);
      const element = await drawn();
      expect(read(element)).to.equal('today, no figures so far');
      press(element, 'ArrowLeft');
      expect(read(element)).to.match(/, 1 play$/);
      press(element, 'PageDown');
      expect(read(element)).to.match(/, 4 plays$/);
      press(element, 'Home');
      expect(read(element)).to.match(/, 29 plays$/);
      expect(part(element, '[part=tooltip]').hidden).to.equal(false);
      press(element, 'End');
      expect(read(element)).to.match(/^today/);
      press(element, 'Escape');
      expect(part(element, '[part=tooltip]').hidden).to.equal(true);
    });

    it('follows a pointer, and names the day before beside the day', async () => {
      rows(30, (ago) => 100 + ago);
      const element = await drawn('last="10d" compare');
      const { left, width, top } = box(slider(element));
      slider(element).dispatchEvent(
        new PointerEvent('pointermove', { clientX: left + width / 3, clientY: top + 50 }),
      );
      const tooltip = part(element, '[part=tooltip]');
      expect(tooltip.hidden).to.equal(false);
      expect(tooltip.textContent).to.match(/ · 106 plays.* · 116 plays$/);
      expect(box(tooltip).left).to.be.at.least(left - 1);
      expect(box(tooltip).right).to.be.at.most(left + width + 1);
    });
  });

  describe('for those who hear it', () => {
    it('axe finds nothing, whatever is shown', async () => {
      rows(60, (ago) => ago);
      for (const attributes of ['compare', 'type="bar"', 'type="line"', 'type="sparkline"']) {
        await expect(await drawn(attributes)).to.be.accessible();
      }
    });

    it('a table says the same', async () => {
      rows(20, (ago) => ago);
      const element = await drawn('last="3d" compare');
      await until(() => !!part(element, 'table'));
      const cells = [...element.shadowRoot!.querySelectorAll('tr')].map((row) =>
        [...row.children].map((cell) => cell.textContent),
      );
      expect(cells[0]).to.deep.equal(['Date', 'Plays', 'Plays before']);
      expect(cells.slice(1).map(([, ...figures]) => figures)).to.deep.equal([
        ['2 plays', '5 plays'],
        ['1 play', '4 plays'],
        ['no figures so far', '3 plays'],
      ]);
    });

    it('dates and figures are in the language of the page', async () => {
      rows(30, () => 1000);
      const element = await drawn('', '<div></div>');
      element.lang = 'de';
      element.requestUpdate();
      await element.updateComplete;
      expect(summary(element)).to.equal('30.000 in 30 days');
      expect([...element.shadowRoot!.querySelectorAll('text')].map((it) => it.textContent)).to.include(
        'heute',
      );
    });
  });

  describe('a sparkline', () => {
    const sentence = '<p style="font: 20px/1.5 serif; width: 500px"></p>';

    it('stands in its line, as wide as five letters, and makes it no higher', async () => {
      rows(30, (ago) => ago);
      const element = await drawn('type="sparkline"', sentence);
      const line = element.parentElement!;
      line.prepend('Plays ');
      line.append(' in thirty days');
      expect(box(line).height).to.equal(30);
      expect(box(element).width).to.equal(100);
      expect(box(part(element, 'svg')).height).to.equal(18);
    });

    it('stands on the line that the letters stand on', async () => {
      rows(30, (ago) => ago);
      const element = await drawn('type="sparkline"', sentence);
      const mark = document.createElement('span');
      mark.style.cssText = 'display: inline-block; width: 1px; height: 1px';
      element.after(mark);
      expect(box(part(element, 'svg')).bottom).to.be.closeTo(box(mark).bottom, 0.5);
    });

    it('is a picture with words, which nobody has to stop at', async () => {
      rows(60, () => 10);
      const element = await drawn('type="sparkline" compare', sentence);
      expect(part(element, '[role=img]').getAttribute('aria-label')).to.equal(
        'Plays by day: 300 in 30 days, as many as in the 30 before, not counting today',
      );
      expect(element.shadowRoot!.querySelector('[tabindex], text')).to.equal(null);
      expect(getComputedStyle(part(element, '[part=summary]')).display).to.equal('none');
    });

    it('becomes a chart and a sparkline again', async () => {
      rows(30, () => 10);
      const element = await drawn('type="sparkline"', sentence);
      element.type = 'bar';
      await element.updateComplete;
      await until(() => box(element).height >= 100);
      expect(slider(element).tabIndex).to.equal(0);
      expect(summary(element)).to.equal('300 in 30 days');
      element.type = 'sparkline';
      await element.updateComplete;
      await until(() => box(element).height <= 30);
      await expect(element).to.be.accessible();
    });

    it('leaves its fallback in the line', async () => {
      const element = await loaded(await mount('type="sparkline"', sentence));
      expect(states(element)).to.deep.equal(['error']);
      expect(shownText(element)).to.equal('plays');
      expect(box(element.parentElement!).height).to.equal(30);
      await expect(element).to.be.accessible();
    });
  });

  describe('states', () => {
    it('empty: no day has a figure', async () => {
      source.set(PATH, []);
      const element = await loaded(await mount());
      expect(states(element)).to.deep.equal(['empty']);
      expect(shownText(element)).to.equal('plays');
      await expect(element).to.be.accessible();
    });

    it('all zero is ready, and says so', async () => {
      rows(60, () => 0);
      const element = await drawn('compare');
      expect(states(element)).to.deep.equal(['ready']);
      expect(summary(element)).to.match(/^0 in 30 days, as many as in the 30 before/);
    });

    it('one day', async () => {
      rows(3, () => 7);
      const element = await drawn('last="1d"');
      expect(summary(element)).to.equal('7 today so far');
      press(element, 'ArrowRight');
      expect(read(element)).to.equal('today, 7 plays so far');
    });

    it('ten years of days', async () => {
      rows(3660, (ago) => ago % 50);
      const element = await drawn('last="10y" compare');
      expect(Number(slider(element).getAttribute('aria-valuemax'))).to.be.within(110, 530);
      expect(element.toCSV().split('\r\n').length).to.be.within(3653, 3655);
    });

    it('error: a field that is not published, in a sentence', async () => {
      source.set(PATH, [{ date: today(), load_count: 3 }]);
      const element = await loaded(await mount());
      expect(states(element)).to.deep.equal(['error']);
      expect(shownText(element)).to.equal('plays');
      expect(said().join()).to.contain(
        'field="play_count" is not among the figures that the source gives here: load_count.',
      );
    });

    for (const [name, reply] of Object.entries<unknown>({
      'no list': { play_count: 1 },
      'a day that is none': [{ date: '2026-02-31', play_count: 1 }],
      'markup for a number': [{ date: '2026-02-01', play_count: '<img src=x onerror=alert(1)>' }],
      'a negative number': [{ date: '2026-02-01', play_count: -1 }],
    })) {
      it(`error: ${name} comes from the source`, async () => {
        source.set(PATH, reply);
        const element = await loaded(await mount());
        expect(states(element)).to.deep.equal(['error']);
        expect(said().join()).to.contain('by_date.json').and.to.contain('does not fit');
        expect(shownText(element)).to.equal('plays');
      });
    }

    it('stale: the last good trend stays when the next fetch fails', async () => {
      rows(30, () => 10);
      const element = await drawn();
      source.set(PATH, () => new Response('', { status: 404 }));
      element.refetch();
      await until(() => states(element).includes('stale'));
      expect(summary(element)).to.equal('300 in 30 days');
    });

    it('what cannot be read in type and group is told, and the default drawn', async () => {
      rows(30, () => 10);
      const element = await drawn('type="pie" group="century"');
      expect(path(element, 'area')).not.to.equal('');
      expect(said().join()).to.contain('type="pie" is not known').and.to.contain('group="century"');
    });
  });

  it('files: all days as CSV, the drawing as SVG with its words', async () => {
    rows(30, (ago) => ago);
    const element = await drawn('last="2d" compare');
    expect(element.toCSV().split('\r\n')).to.deep.equal([
      'Date,Plays,Plays before',
      `${addDays(today(), -1)},1,3`,
      `${today()},0,2`,
    ]);
    const svg = new DOMParser().parseFromString(element.toSVG(), 'image/svg+xml');
    expect(svg.querySelector('title')!.textContent).to.contain('1 in 2 days');
    expect(svg.querySelectorAll('path').length).to.be.greaterThan(4);
  });
});
