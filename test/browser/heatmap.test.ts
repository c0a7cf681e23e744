import { expect, oneEvent } from '@open-wc/testing';
import { paletteColours } from '../../src/charts/palette.js';
import type { HeatmapCell, WistiaHeatmap } from '../../src/elements/heatmap.js';
import { FakeSource } from './fake-source.js';
import { colours, drawn, inside, MORE, plotOf, pointAt, press, put, readout, UNWATCHED } from './heatmap-sight.js';
import { said } from './page-console.js';
import { until } from './until.js';
import { loaded } from './widget.js';

const VIEWS = [100, 95, 60, 0, 30, 10, 50, 50, 20, 10];
const AGAIN = [0, 0, 5, 0, 20, 0, 0, 0, 0, 0];

describe('<wistia-heatmap>: the views of all', () => {
  let source: FakeSource;

  beforeEach(() => {
    source = new FakeSource();
    source.set('stats/medias/abc/engagement.json', {
      engagement: 0.5,
      engagement_data: VIEWS,
      rewatch_data: AGAIN,
    });
  });

  const mount = async (attributes = '', around = ''): Promise<WistiaHeatmap> => {
    const element = await put(
      `<section lang="en" ${around}><wistia-heatmap media-id="abc" loading="eager"
        base-url="${source.baseUrl}" ${attributes}>a strip</wistia-heatmap></section>`,
    );
    return loaded(element);
  };

  it('has a cell a second, from not viewed in shades to a colour of its own for the most viewed', async () => {
    const strip = await drawn(await mount());
    expect(strip).to.have.length(10);
    expect(strip.slice(0, 2)).to.deep.equal([MORE, MORE]);
    expect(strip[3]).to.equal(UNWATCHED);
    const darkness = (hex: string) => -parseInt(hex.slice(1, 3), 16);
    const byViews = [2, 6, 4, 8, 5].map((cell) => darkness(strip[cell]!));
    expect(byViews).to.deep.equal([...byViews].sort((a, b) => b - a));
    expect(new Set(byViews).size).to.equal(5);
    expect(strip[7]).to.equal(strip[6]);
  });

  it('is drawn as sharp cells over the whole strip', async () => {
    const element = await mount();
    await drawn(element);
    const canvas = inside<HTMLCanvasElement>(element, 'canvas');
    const plot = plotOf(element).getBoundingClientRect();
    expect(canvas.getBoundingClientRect().width).to.equal(plot.width);
    expect(canvas.getBoundingClientRect().height).to.equal(plot.height);
    expect(getComputedStyle(canvas).imageRendering).to.match(/pixelated|crisp-edges/);
  });

  it('keeps every second that is more viewed than those around it, however narrow it is', async () => {
    const views = Array.from({ length: 900 }, (_, i) => (i === 517 ? 100 : 1));
    source.set('stats/medias/abc/engagement.json', { engagement_data: views });
    const element = await mount();
    element.style.width = '60px';
    await until(() => colours(element).length === Math.round(60 * devicePixelRatio));
    expect(colours(element).filter((colour) => colour === MORE)).to.have.length(1);
  });

  it('reads out time, views and rewatches where the pointer is', async () => {
    const element = await mount();
    await drawn(element);
    pointAt(element, 0.45);
    expect(readout(element)).to.deep.equal({
      shown: '0:04 · 30 views · 20 rewatches',
      said: '0:04, 30 views, 20 rewatches',
    });
    pointAt(element, 0.45, 'pointerleave');
    expect(readout(element).shown).to.equal(undefined);
  });

  it('is a slider for the keyboard', async () => {
    const element = await mount();
    await drawn(element);
    const plot = plotOf(element);
    plot.focus();
    for (const [key, now] of [
      ['ArrowRight', '1'],
      ['ArrowUp', '2'],
      ['ArrowLeft', '1'],
      ['End', '9'],
      ['PageDown', '8'],
      ['Home', '0'],
    ] as const) {
      expect(press(element, key), key).to.equal(false);
      expect(plot.getAttribute('aria-valuenow'), key).to.equal(now);
    }
    expect(plot.getAttribute('aria-valuemax')).to.equal('9');
    expect(readout(element).shown).to.equal('0:00 · 100 views · 0 rewatches');
    expect(press(element, 'Escape')).to.equal(false);
    expect(readout(element).shown).to.equal(undefined);
    expect(press(element, 'Tab')).to.equal(true);
  });

  it('tells of a chosen moment, by click and by Enter', async () => {
    const element = await mount();
    await drawn(element);
    for (const choose of [() => plotOf(element).click(), () => press(element, 'Enter')]) {
      pointAt(element, 0.75);
      const heard = oneEvent(element, 'wistia-seek');
      choose();
      const { detail, cancelable, bubbles, composed } = await heard;
      expect({ ...detail, cancelable, bubbles, composed }).to.deep.equal({
        time: 7,
        cancelable: true,
        bubbles: true,
        composed: true,
      });
    }
  });

  it('runs from right to left where the page does', async () => {
    const leftToRight = await drawn(await mount());
    const element = await mount('', 'dir="rtl"');
    await drawn(element, [...leftToRight].reverse());
    pointAt(element, 0.95);
    expect(readout(element).said).to.contain('0:00');
    press(element, 'ArrowLeft');
    expect(readout(element).said).to.contain('0:01');
  });

  it('says what is worth knowing, and what its colours mean', async () => {
    const element = await mount();
    const summary = plotOf(element).getAttribute('aria-describedby')!;
    expect(element.shadowRoot!.getElementById(summary)!.textContent).to.equal(
      'most watched at 0:00 · most rewatched at 0:04',
    );
    expect(inside(element, '[part=legend]').textContent).to.equal('NoneUp to 100 views');
  });

  it('shows the rewatches by their field', async () => {
    const element = await mount('field="rewatch_data"');
    const strip = await drawn(element);
    expect(strip.indexOf(MORE)).to.equal(4);
    expect(strip.filter((colour) => colour === UNWATCHED)).to.have.length(8);
    pointAt(element, 0.45);
    expect(readout(element).said).to.equal('0:04, 20 rewatches, 30 views');
    expect(inside(element, '[part=legend]').textContent).to.equal('NoneUp to 20 rewatches');
  });

  it('says no wrong time where cells may be scaled and nobody knows the length', async () => {
    const engagement_data = new Array<number>(1000).fill(1);
    source.set('stats/medias/abc/engagement.json', { engagement_data });
    const element = await mount();
    await drawn(element);
    pointAt(element, 0.5);
    expect(readout(element).said).to.match(/^50(\.\d)?% of the video, 1 view$/);
    let sought = false;
    element.addEventListener('wistia-seek', () => (sought = true));
    plotOf(element).click();
    expect(sought).to.equal(false);
    element.duration = 2000;
    await element.updateComplete;
    pointAt(element, 0.7501);
    expect(readout(element).said).to.equal('25:00, 1 view');
  });

  it('comes as a thin strip, easy to hit', async () => {
    const element = await mount('layout="thin"');
    await drawn(element);
    expect(element.getBoundingClientRect().height).to.equal(6);
    expect(plotOf(element).getBoundingClientRect().height).to.equal(6);
    expect(getComputedStyle(inside(element, '[part=legend]')).display).to.equal('none');
    const { left, bottom } = plotOf(element).getBoundingClientRect();
    expect(element.shadowRoot!.elementFromPoint(left + 20, bottom + 7)).to.equal(plotOf(element));
  });

  it('takes a property for its height, and keeps it in every state', async () => {
    const element = await put(
      `<wistia-heatmap media-id="abc" base-url="${source.baseUrl}">a strip</wistia-heatmap>`,
    );
    element.style.setProperty('--wistia-heatmap-height', '40px');
    expect(element.getBoundingClientRect().height).to.equal(40);
    await loaded(element);
    expect(element.getBoundingClientRect().height).to.equal(40);
  });

  it('waits without a width, and is drawn when there is one', async () => {
    const element = await mount('', 'hidden');
    expect(colours(element)).to.deep.equal([]);
    element.parentElement!.hidden = false;
    await drawn(element);
    element.hidden = true;
    expect(element.getBoundingClientRect().height).to.equal(0);
  });

  it('keeps its strip where the legend needs several lines', async () => {
    const element = await mount();
    element.style.width = '70px';
    await drawn(element);
    expect(plotOf(element).getBoundingClientRect().height).to.be.at.least(12);
  });

  it('offers its values as CSV', async () => {
    const rows = (await mount()).toCSV().split('\r\n');
    expect(rows[0]).to.equal('Time,Seconds,Views,Rewatches');
    expect(rows[5]).to.equal('0:04,4,30,20');
    expect(rows).to.have.length(11);
    expect((await mount('field="rewatch_data"')).toCSV().split('\r\n')).to.deep.equal(rows);
  });

  it('offers its strip as a picture and as SVG', async () => {
    const element = await mount();
    await drawn(element);
    const svg = new DOMParser().parseFromString(element.toSVG(), 'image/svg+xml');
    expect(svg.querySelector('title')!.textContent).to.contain('most watched at 0:00');
    const picture = new Image();
    picture.src = svg.querySelector('image')!.getAttribute('href')!;
    await picture.decode();
    const { width, height } = plotOf(element).getBoundingClientRect();
    expect([picture.width, picture.height]).to.deep.equal([Math.round(width * 2), Math.round(height * 2)]);
    element.parentElement!.hidden = true;
    await until(() => element.toSVG() === '');
    let refused = '';
    await element.downloadImage().catch((error: Error) => (refused = error.message));
    expect(refused).to.contain('There is no chart to save');
  });

  describe('palettes', () => {
    const dark = async (element: WistiaHeatmap, palette: string) => {
      const [first, , , last] = paletteColours(palette, true);
      await until(() => colours(element).includes(last!), `${palette} on a dark page`);
      expect(colours(element)[3]).to.equal(first);
    };

    for (const palette of ['wistia', 'blue', 'purple', 'cividis', 'heat']) {
      it(`${palette}, on a light page and on a dark one`, async () => {
        const element = await mount(`palette="${palette}"`);
        const strip = await drawn(element);
        const [first, , , last] = paletteColours(palette);
        expect([strip[3], strip[0]]).to.deep.equal([first, last]);
        element.parentElement!.style.color = '#eee';
        await dark(element, palette);
      });
    }

    it('colours of one’s own', async () => {
      const strip = await drawn(await mount('palette="#eee #f00"'));
      expect([strip[3], strip[0]]).to.deep.equal(['#eeeeee', '#ff0000']);
    });

    it('a text colour in any notation tells a dark page', async () => {
      const element = await mount('', 'id="around"');
      await drawn(element);
      element.parentElement!.style.color = 'color(srgb 0.9 0.9 0.9)';
      await dark(element, 'wistia');
    });

    it('an unknown one is the default, and the console says which there are', async () => {
      expect((await drawn(await mount('palette="rainbow"')))[0]).to.equal(MORE);
      expect(said().join()).to.contain('<wistia-heatmap>: palette="rainbow" is not known: take wistia,');
    });
  });

  describe('cells of another kind', () => {
    const ink = (element: Element): Uint8ClampedArray => {
      const canvas = inside<HTMLCanvasElement>(element, 'canvas');
      return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
    };

    it('glyph: cats, and they are purple', async () => {
      const element = await mount('palette="purple" glyph="🐱"');
      await until(() => readout(element).said);
      await until(() => ink(element).some(Boolean));
      const data = ink(element);
      let [purple, other] = [0, 0];
      for (let i = 0; i < data.length; i += 4) {
        // Edges are mixed with what is behind them.
        if (data[i + 3]! < 250) continue;
        const [red, green, blue] = data.subarray(i) as unknown as number[];
        if (blue! >= red! && red! >= green! - 8) purple++;
        else other++;
      }
      expect(purple).to.be.greaterThan(100);
      expect(other).to.be.lessThan(purple / 50);
    });

    it('glyph: reads out and seeks like any strip', async () => {
      const element = await mount('glyph="🐱"');
      await until(() => readout(element).said);
      pointAt(element, 0.45);
      expect(readout(element).said).to.equal('0:04, 30 views, 20 rewatches');
    });

    it('glyph: gone again, it is a strip of sharp cells', async () => {
      const element = await mount('glyph="🐱"');
      await until(() => readout(element).said);
      element.removeAttribute('glyph');
      expect((await drawn(element))[0]).to.equal(MORE);
      expect(getComputedStyle(inside(element, 'canvas')).imageRendering).to.match(/pixelated|crisp/);
    });

    it('renderCell: draws every cell that fits, told what it is', async () => {
      const element = await mount();
      const told: HeatmapCell[] = [];
      element.renderCell = (cell) => {
        told.push(cell);
        const bold = document.createElement('b');
        bold.textContent = `${cell.level}`;
        return cell.level > 2 ? bold : '<i>';
      };
      await until(() => told.length > 0);
      const cells = [...element.shadowRoot!.querySelectorAll<HTMLElement>('[part=cell]')];
      expect(cells.map((cell) => cell.textContent)).to.deep.equal(
        VIEWS.map((views) => (views > 200 / 3 ? '3' : '<i>')),
      );
      expect(told[0]).to.include({ index: 0, count: 10, views: 100, level: 3 });
      expect(told[3]).to.include({ views: 0, level: 0 });
      expect(getComputedStyle(cells[0]!).color).to.equal(told[0]!.color);
      expect(inside(element, 'canvas').hidden).to.equal(true);
    });

    it('renderCell: draws a cell anew only where it has changed', async () => {
      const element = await mount();
      let calls = 0;
      element.renderCell = () => `${++calls}`;
      await until(() => calls > 0);
      expect(calls).to.equal(10);
      source.set('stats/medias/abc/engagement.json', {
        engagement_data: VIEWS.map((views, i) => (i === 4 ? 31 : views)),
      });
      element.refetch();
      await oneEvent(element, 'wistia-load');
      expect(calls).to.equal(11);
    });

    it('renderCell: one that throws leaves its cell empty, and the console says so', async () => {
      const element = await mount();
      element.renderCell = ({ index }) => {
        if (index === 2) throw new Error('from the page');
        return 'x';
      };
      await until(() => element.shadowRoot!.querySelector('[part=cell]'));
      expect(inside(element, '.cells').textContent).to.equal('xxxxxxxxx');
      expect(said().join()).to.contain('renderCell has failed: Error: from the page');
    });
  });
});
