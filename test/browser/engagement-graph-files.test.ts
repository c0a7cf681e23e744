import { expect } from '@open-wc/testing';
import { FakeSource } from './fake-source.js';
import { SCALED, TEN_SECONDS, legend, mount, publishing, show } from './graph.js';
import { loaded } from './widget.js';

/** The files that the page was offered. */
const saved: { name: string; content: Blob }[] = [];
const { click } = HTMLAnchorElement.prototype;

beforeEach(() => {
  saved.length = 0;
  const { createObjectURL } = URL;
  const contents = new Map<string, Blob>();
  URL.createObjectURL = (content) => {
    const url = createObjectURL(content);
    contents.set(url, content as Blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function () {
    saved.push({ name: this.download, content: contents.get(this.href)! });
  };
});

afterEach(() => {
  HTMLAnchorElement.prototype.click = click;
});

const rowsOf = (csv: string): string[][] => csv.split('\r\n').map((row) => row.split(','));

describe('<wistia-engagement-graph>: files', () => {
  it('toSVG() is a document of its own, with the colours of the page and words', async () => {
    const graph = await show(publishing(TEN_SECONDS), '', { around: 'style="color-scheme: light; background: #fefefe"' });
    const text = graph.toSVG();
    const document = new DOMParser().parseFromString(text, 'image/svg+xml');
    expect(document.querySelector('parsererror')).to.equal(null);
    expect(document.documentElement.getAttribute('width')).to.equal('600');
    expect(document.querySelector('title')!.textContent).to.contain('72% watched on average');
    expect([...document.querySelectorAll('text')].map(({ textContent }) => textContent)).to.include.members(['100%', '0:00']);
    expect(text).to.contain('stroke="#2949e5"').and.to.contain('fill="#fefefe"');
    expect(text).not.to.match(/class=|style=|var\(|currentColor/);
  });

  it('what is hidden is left out of the picture', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    const before = graph.toSVG().split('<path').length;
    legend(graph, 'Rewatches').click();
    await graph.updateComplete;
    expect(graph.toSVG().split('<path').length).to.equal(before - 2);
  });

  it('downloadImage() is a PNG, twice as fine, of what is seen', async () => {
    const graph = await show(publishing(TEN_SECONDS), '', { around: 'style="background: rgb(250, 240, 230)"' });
    await graph.downloadImage();
    const [{ name, content }] = saved as [(typeof saved)[0]];
    expect(name).to.equal('engagement-abc.png');
    expect(content.type).to.equal('image/png');
    const image = await createImageBitmap(content);
    expect(image.width).to.equal(1200);
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    expect([...data.slice(0, 4)]).to.deep.equal([250, 240, 230, 255]);
    const colours = new Set<number>();
    for (let i = 0; i < data.length; i += 4) colours.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
    expect(colours.has(0x2949e5), 'the curve is in the picture').to.equal(true);
  });

  it('toCSV() has every cell', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    const rows = rowsOf(graph.toCSV());
    expect(rows[0]).to.deep.equal(['Time', 'Seconds', 'Still watching', 'Views', 'Rewatches']);
    expect(rows.length).to.equal(11);
    expect(rows[6]!.slice(0, 2)).to.deep.equal(['0:05', '5']);
    expect(rows[6]!.slice(3)).to.deep.equal(['90', '30']);
    expect(Number(rows[6]![2])).to.be.closeTo(0.6, 0.01);
  });

  it('toCSV() has the true seconds of a long video', async () => {
    const graph = await show(publishing(SCALED), 'duration="3600"');
    expect(rowsOf(graph.toCSV())[501]!.slice(0, 2)).to.deep.equal(['0:30:00', '1800']);
  });

  it('downloadCSV() says to spreadsheets that it is UTF-8', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    graph.downloadCSV();
    const [{ name, content }] = saved as [(typeof saved)[0]];
    expect(name).to.equal('engagement-abc.csv');
    expect([...new Uint8Array(await content.arrayBuffer()).slice(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
  });

  it('there are none while nothing is shown, and a sentence says so', async () => {
    const graph = await loaded(await mount(new FakeSource()));
    expect([graph.toSVG(), graph.toCSV()]).to.deep.equal(['', '']);
    let message = '';
    await graph.downloadImage().catch((error: Error) => ({ message } = error));
    expect(message).to.contain('There is no chart to save');
    expect(() => graph.downloadCSV()).to.throw('There are no values to save');
    expect(saved).to.deep.equal([]);
  });
});
