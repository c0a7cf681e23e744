/**
 * What runs in the browser for `charts.mjs`: the same curves as an element, on a bare canvas, by hand and
 * by other libraries, and a clock that stops when the frame is on the screen.
 */
import { areaY, lineY, plot } from '@observablehq/plot';
import Chart from 'chart.js/auto';
import * as echarts from 'echarts';
import { AreaSeries, createChart } from 'lightweight-charts';
import { LitElement, html, svg } from 'lit';
import uPlot from 'uplot';
import uPlotCss from 'uplot/dist/uPlot.min.css';
import { mediaEngagement, mediaStats, statsClient } from '../../dist/stats.js';
import { animate, frame, timed } from './frame-clock.mjs';

const WIDTH = 900;
const HEIGHT = 260;
const CELLS = 1000;
/** Media `m0` … of the source, so that other figures are known before they are asked for. */
const MEDIAS = 10;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`${uPlotCss}
  main { width: ${WIDTH}px } .chart { display: block; width: ${WIDTH}px; height: ${HEIGHT}px }
  wistia-engagement-graph { --wistia-graph-height: ${HEIGHT}px }`);
document.adoptedStyleSheets = [sheet];

/** What the source says of a media, in the forms that the libraries take. */
let figures;
const prepare = async () => {
  figures = await Promise.all(
    Array.from({ length: MEDIAS }, async (_, i) => {
      const response = await fetch(`/stats/medias/m${i}/engagement.json`);
      const { engagement_data: views, rewatch_data: again } = await response.json();
      const seconds = views.map((_, second) => second);
      const points = (values) => values.map((value, time) => ({ time, value }));
      const rows = views.map((view, second) => ({ second, views: view, again: again[second] }));
      return { seconds, views, again, rows, viewPoints: points(views), againPoints: points(again) };
    }),
  );
};

const BLUE = '#2949e5';
const ORANGE = '#de7420';
const fills = { [BLUE]: '#2949e51f', [ORANGE]: '#de742038' };
const LEFT = 46;
const BOTTOM = HEIGHT - 24;

const place = (max) => ({
  x: (i) => LEFT + ((i + 0.5) / CELLS) * (WIDTH - LEFT),
  y: (value) => BOTTOM - (value / max) * (BOTTOM - 8),
});

/** As little as can be written: two curves with their areas, a grid, texts. No decimation, no words. */
const paintCanvas = (canvas, { views, again }) => {
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, WIDTH, HEIGHT);
  context.font = '12px sans-serif';
  const { x, y } = place(1000);
  for (let tick = 0; tick <= 4; tick++) {
    const level = Math.round(y(tick * 250)) + 0.5;
    context.strokeStyle = '#8883';
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(LEFT, level);
    context.lineTo(WIDTH, level);
    context.stroke();
    context.fillStyle = '#555';
    context.fillText(`${tick * 25}%`, 4, level + 4);
  }
  for (let tick = 0; tick < 10; tick++) context.fillText(`${tick}:00`, x(tick * 100), HEIGHT - 6);
  for (const [values, colour] of [
    [views, BLUE],
    [again, ORANGE],
  ]) {
    context.beginPath();
    for (let i = 0; i < CELLS; i++) context.lineTo(x(i), y(values[i]));
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.stroke();
    context.lineTo(WIDTH, BOTTOM);
    context.lineTo(LEFT, BOTTOM);
    context.fillStyle = fills[colour];
    context.fill();
  }
};

/** What somebody writes by hand with Lit: a path through all points, a grid and texts. */
class HandWritten extends LitElement {
  static properties = { figures: { attribute: false } };
  render() {
    const { x, y } = place(1000);
    const line = (values) =>
      values.map((value, i) => `${i ? 'L' : 'M'}${x(i).toFixed(1)},${y(value).toFixed(1)}`).join('');
    const curve = (values, colour) => {
      const d = line(values);
      return svg`<path d=${`${d}V${BOTTOM}H${LEFT}Z`} fill=${fills[colour]}></path>
        <path d=${d} fill="none" stroke=${colour} stroke-width="2"></path>`;
    };
    return html`<svg width=${WIDTH} height=${HEIGHT} font-size="12">
      ${[0, 1, 2, 3, 4].map(
        (tick) => svg`<path d=${`M${LEFT},${y(tick * 250)}H${WIDTH}`} stroke="#8883"></path>
          <text x="4" y=${y(tick * 250) + 4}>${tick * 25}%</text>`,
      )}
      ${Array.from({ length: 10 }, (_, i) => svg`<text x=${x(i * 100)} y=${HEIGHT - 6}>${i}:00</text>`)}
      ${curve(this.figures.views, BLUE)} ${curve(this.figures.again, ORANGE)}
    </svg>`;
  }
}
customElements.define('hand-written', HandWritten);

const holder = (stage, tag = 'div') => {
  const element = document.createElement(tag);
  element.className = 'chart';
  stage.append(element);
  return element;
};

/**
 * Every variant draws media `i` into the stage, and returns what shows it another one. `later`: it draws
 * in the frame after the one in which it is told to.
 */
const VARIANTS = {
  empty: { draw: (stage) => (holder(stage), () => {}) },
  canvas: {
    draw: (stage, i) => {
      const canvas = holder(stage, 'canvas');
      canvas.width = WIDTH;
      canvas.height = HEIGHT;
      paintCanvas(canvas, figures[i]);
      return (next) => paintCanvas(canvas, figures[next]);
    },
  },
  graph: {
    draw: (stage, i) => {
      const graph = document.createElement('wistia-engagement-graph');
      graph.loading = 'eager';
      graph.mediaId = `m${i}`;
      graph.duration = CELLS;
      stage.append(graph);
      return (next) => {
        graph.mediaId = `m${next}`;
      };
    },
  },
  lit: {
    draw: (stage, i) => {
      const element = document.createElement('hand-written');
      element.figures = figures[i];
      holder(stage).append(element);
      return (next) => {
        element.figures = figures[next];
      };
    },
  },
  uplot: {
    draw: (stage, i) => {
      const columns = ({ seconds, views, again }) => [seconds, views, again];
      const series = [
        {},
        { label: 'Views', stroke: BLUE, fill: fills[BLUE], width: 2 },
        { label: 'Rewatches', stroke: ORANGE, fill: fills[ORANGE], width: 2 },
      ];
      const options = { width: WIDTH, height: HEIGHT, scales: { x: { time: false } }, series };
      const chart = new uPlot(options, columns(figures[i]), stage);
      return (next) => chart.setData(columns(figures[next]));
    },
  },
  chartjs: {
    draw: (stage, i) => {
      const canvas = holder(stage, 'canvas');
      canvas.width = WIDTH;
      canvas.height = HEIGHT;
      const set = (label, colour) => ({
        label,
        borderColor: colour,
        backgroundColor: fills[colour],
        fill: true,
        pointRadius: 0,
        borderWidth: 2,
      });
      const chart = new Chart(canvas, {
        type: 'line',
        data: {
          labels: figures[i].seconds,
          datasets: [
            { ...set('Views', BLUE), data: figures[i].views },
            { ...set('Rewatches', ORANGE), data: figures[i].again },
          ],
        },
        options: { animation: false, responsive: false, devicePixelRatio: 1 },
      });
      return (next) => {
        chart.data.datasets[0].data = figures[next].views;
        chart.data.datasets[1].data = figures[next].again;
        chart.update('none');
      };
    },
  },
  echarts: {
    draw: (stage, i) => {
      const chart = echarts.init(holder(stage), null, { width: WIDTH, height: HEIGHT });
      const series = (data, colour) => ({
        type: 'line',
        data,
        showSymbol: false,
        lineStyle: { color: colour, width: 2 },
        areaStyle: { color: fills[colour] },
      });
      const set = ({ seconds, views, again }) => {
        chart.setOption({
          animation: false,
          legend: { data: ['Views', 'Rewatches'] },
          tooltip: { trigger: 'axis' },
          xAxis: { type: 'category', data: seconds, boundaryGap: false },
          yAxis: { type: 'value' },
          series: [
            { name: 'Views', ...series(views, BLUE) },
            { name: 'Rewatches', ...series(again, ORANGE) },
          ],
        });
        // Not in the frame after this.
        chart.getZr().flush();
      };
      set(figures[i]);
      return (next) => set(figures[next]);
    },
  },
  lightweight: {
    later: true,
    draw: (stage, i) => {
      const chart = createChart(holder(stage), { width: WIDTH, height: HEIGHT });
      const [views, again] = [BLUE, ORANGE].map((lineColor) => chart.addSeries(AreaSeries, { lineColor }));
      const set = ({ viewPoints, againPoints }) => {
        views.setData(viewPoints);
        again.setData(againPoints);
      };
      set(figures[i]);
      chart.timeScale().fitContent();
      return (next) => set(figures[next]);
    },
  },
  plot: {
    draw: (stage, i) => {
      const place = holder(stage);
      const set = ({ rows }) =>
        place.replaceChildren(
          plot({
            width: WIDTH,
            height: HEIGHT,
            marks: ['views', 'again'].flatMap((y, j) => [
              areaY(rows, { x: 'second', y, fill: Object.values(fills)[j] }),
              lineY(rows, { x: 'second', y, stroke: [BLUE, ORANGE][j] }),
            ]),
          }),
        );
      set(figures[i]);
      return (next) => set(figures[next]);
    },
  },
};

const stage = document.querySelector('main');

const clear = () => stage.replaceChildren();

/** Whether all graphs show their curves. */
const drawnGraphs = () =>
  [...stage.querySelectorAll('wistia-engagement-graph')].every((graph) =>
    graph.shadowRoot.querySelector('.curve.views')?.getAttribute('d'),
  );

const drawMany = (name, count) => {
  const all = Array.from({ length: count }, (_, i) => VARIANTS[name].draw(stage, i % MEDIAS));
  return (next) => all.forEach((show) => show(next));
};

/** The page's client has the figures before anything is measured, as the other libraries have. */
const fill = async () => {
  await prepare();
  const client = statsClient(location.origin + '/', { baseUrl: location.origin + '/' });
  const requests = figures.flatMap((_, i) => [mediaEngagement(`m${i}`), mediaStats(`m${i}`)]);
  await Promise.all(
    requests.map(
      (request) =>
        new Promise((done, fail) => {
          const stateChanged = ({ value, error }) => (error ? fail(error) : value && done());
          stateChanged(client.watch(request, { stateChanged }));
        }),
    ),
  );
};

/**
 * First paints and updates of `count` charts, in ms from the frame's beginning to the screen; interleaved,
 * so that what the machine does besides falls on all alike.
 */
globalThis.paints = async (names, count, repetitions) => {
  animate();
  await fill();
  const table = () => Object.fromEntries(names.map((name) => [name, []]));
  const first = table();
  const update = table();
  for (let round = -2; round < repetitions; round++) {
    for (const name of names) {
      const { later } = VARIANTS[name];
      clear();
      let show;
      const firstTime = await timed(() => (show = drawMany(name, count)), later);
      if (!drawnGraphs()) throw new Error('A graph was painted without its curves.');
      // What is put off until the page is idle is not an update's.
      await new Promise((done) => requestIdleCallback(done));
      const updateTime = await timed(() => show((round + 3) % MEDIAS), later);
      if (round < 0) continue;
      first[name].push(firstTime);
      update[name].push(updateTime);
    }
  }
  clear();
  return { first, update };
};

/** The first chart of a page that has drawn none yet, in ms. */
globalThis.coldPaint = async (name) => {
  animate();
  await fill();
  const { draw, later } = VARIANTS[name];
  const time = await timed(() => draw(stage, 0), later);
  if (!drawnGraphs()) throw new Error('A graph was painted without its curves.');
  return time;
};

/** Draws ten graphs, or ten empty boxes, for the cursor to move over. */
globalThis.layOut = async (name) => {
  await prepare();
  clear();
  drawMany(name, 10);
  while (!drawnGraphs()) await frame();
  await new Promise((done) => setTimeout(done, 500));
};

/** Notes the time of every frame until `stop`, and returns the gaps between them in ms. */
globalThis.watchFrames = () => {
  const times = [];
  let going = true;
  const note = (time) => {
    times.push(time);
    if (going) requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
  globalThis.stopFrames = () => {
    going = false;
    return times.slice(1).map((time, i) => time - times[i]);
  };
};
