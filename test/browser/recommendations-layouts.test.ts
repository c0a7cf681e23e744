import { expect } from '@open-wc/testing';
import '../../src/elements/recommendations.js';
import type { Recommendation, WistiaRecommendations } from '../../src/elements/recommendations.js';
import { FakeSource } from './fake-source.js';
import { mount, mounted, names, parts, putPlayer, recommended, watch } from './recommendations-page.js';
import { until } from './until.js';
import { loaded } from './widget.js';

const PATH = 'recommendations.json';
const LONG = `A name that goes on and on ${'and on '.repeat(40)}`;

describe('<wistia-recommendations>, how it looks', () => {
  let source: FakeSource;

  beforeEach(() => {
    source = new FakeSource();
    source.set(
      PATH,
      ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => recommended(id)),
    );
  });

  const rows = (element: WistiaRecommendations): number =>
    new Set(parts(element, 'item').map((item) => Math.round(item.getBoundingClientRect().top))).size;

  const at = async (width: number, attributes: string): Promise<WistiaRecommendations> => {
    const element = await mount(source, attributes);
    element.style.width = `${width}px`;
    return loaded(element);
  };

  it('is a grid of as many columns as there is room for, two on a phone', async () => {
    expect(rows(await at(900, 'limit="4"'))).to.equal(1);
    expect(rows(await at(284, 'limit="4"'))).to.equal(2);
    expect(rows(await at(100, 'limit="4"'))).to.equal(4);
  });

  it('is a list, a video a row, beside its picture', async () => {
    const element = await at(400, 'limit="3" layout="list"');
    expect(rows(element)).to.equal(3);
    const picture = parts(element, 'thumbnail')[0]!.getBoundingClientRect();
    expect(parts(element, 'name')[0]!.getBoundingClientRect().left).to.be.greaterThan(picture.right);
  });

  it('never overflows, whatever the names are', async () => {
    source.set(PATH, [recommended('a', {}, { name: LONG }), recommended('b', {}, { name: 'x'.repeat(300) })]);
    for (const layout of ['grid', 'list', 'carousel']) {
      const element = await at(160, `layout="${layout}"`);
      expect(element.scrollWidth, layout).to.be.at.most(161);
      for (const card of parts(element, 'link')) {
        expect(card.scrollWidth, layout).to.be.at.most(Math.ceil(card.clientWidth) + 1);
      }
    }
  });

  it('reserves the pictures’ space, and gives a tone where there is none', async () => {
    const element = await at(900, 'limit="4"');
    const { width, height } = parts(element, 'thumbnail')[0]!.getBoundingClientRect();
    expect(width / height).to.be.closeTo(16 / 9, 0.02);
    expect(getComputedStyle(parts(element, 'thumbnail')[0]!).backgroundImage).to.contain('gradient');
  });

  it('shows pictures large enough, when they come near', async () => {
    const url = '/picture.png?image_crop_resized=200x120';
    source.set(PATH, [recommended('a', {}, { thumbnail: { url, width: 200, height: 120 } })]);
    const image = (await at(900, '')).shadowRoot!.querySelector('img')!;
    expect(image.getAttribute('src')).to.equal('/picture.png?image_crop_resized=640x360');
    expect(image.loading).to.equal('lazy');
    expect(image.alt).to.equal('');
  });

  it('turns into another layout, and back', async () => {
    const element = await at(400, 'limit="3"');
    element.layout = 'list';
    await element.updateComplete;
    expect(rows(element)).to.equal(3);
    element.layout = 'carousel';
    await element.updateComplete;
    expect(rows(element)).to.equal(1);
  });

  for (const [direction, sign] of [['ltr', 1], ['rtl', -1]] as const) {
    describe(`a carousel, ${direction}`, () => {
      let element: WistiaRecommendations;
      let list: HTMLElement;
      const press = (key: string, target = list.querySelector(':focus') ?? list): boolean =>
        target.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true }),
        );
      const focused = (): number =>
        parts(element, 'link').findIndex((link) => link === element.shadowRoot!.activeElement);

      beforeEach(async () => {
        element = await mount(source, `layout="carousel" dir="${direction}"`);
        element.style.width = '400px';
        await loaded(element);
        list = parts(element, 'list')[0]!;
      });

      it('is one row that scrolls', () => {
        expect(rows(element)).to.equal(1);
        expect(list.scrollWidth).to.be.greaterThan(list.clientWidth);
        expect(element.scrollWidth).to.be.at.most(410);
      });

      it('has buttons that go on and back, as far as there is something to go to', async () => {
        const [previous, next] = [parts(element, 'previous')[0]!, parts(element, 'next')[0]!];
        const disabled = (): (string | null)[] =>
          [previous, next].map((button) => button.getAttribute('aria-disabled'));
        await until(() => !next.hidden);
        expect(disabled()).to.deep.equal(['true', 'false']);
        next.click();
        await until(() => list.scrollLeft * sign > 100);
        await until(() => disabled()[0] === 'false');
        list.scrollTo({ left: sign * 1e4, behavior: 'instant' });
        await until(() => disabled()[1] === 'true');
        previous.click();
        await until(() => disabled()[1] === 'false');
      });

      it('goes by arrow keys, in the reading direction', () => {
        parts(element, 'link')[0]!.focus();
        const [on, back] = sign > 0 ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
        expect(press(on)).to.equal(false);
        expect(focused()).to.equal(1);
        press(back);
        expect(focused()).to.equal(0);
        press('End');
        expect(focused()).to.equal(5);
        press(on);
        expect(focused()).to.equal(5);
        press('Home');
        expect(focused()).to.equal(0);
        expect(press('x')).to.equal(true);
      });

      it('shows what the keys have come to', async () => {
        parts(element, 'link')[0]!.focus();
        press('End');
        const last = parts(element, 'item')[5]!;
        await until(() => {
          const [card, box] = [last.getBoundingClientRect(), list.getBoundingClientRect()];
          return card.left >= box.left - 1 && card.right <= box.right + 1;
        });
      });
    });
  }

  describe('renderItem', () => {
    const draw = ({ name }: Recommendation): HTMLElement => {
      const own = document.createElement('b');
      own.className = 'own';
      own.textContent = name;
      return own;
    };

    it('puts a page’s own design into the page’s own tree, inside of the link', async () => {
      const element = await mounted(source, 'limit="2"');
      element.renderItem = draw;
      await element.updateComplete;
      const own = [...element.querySelectorAll<HTMLElement>('.own')];
      expect(own.map(({ textContent }) => textContent)).to.deep.equal(['Video a', 'Video b']);
      expect(own[0]!.checkVisibility()).to.equal(true);
      expect(own[0]!.parentElement!.assignedSlot!.closest('a')!.getAttribute('href')).to.equal('/videos/a');
    });

    it('draws once, takes back what is gone, and all of it when it is not wanted any more', async () => {
      const drawn: string[] = [];
      const player = await putPlayer('a');
      const element = await mounted(source, 'limit="2"');
      element.renderItem = (item) => {
        drawn.push(item.media_id);
        return item.name;
      };
      await until(() => element.textContent === 'Video aVideo b');
      element.requestUpdate();
      await element.updateComplete;
      expect(drawn).to.deep.equal(['a', 'b']);
      watch(player, 1);
      await until(() => element.textContent === 'Video bVideo c');
      element.renderItem = undefined;
      await until(() => element.textContent === '' && names(element).join('') === 'bc');
      element.clearWatched();
    });

    it('may fail without harm to the others', async () => {
      const write = console.error;
      const errors: unknown[] = [];
      console.error = (error: unknown) => errors.push(error);
      const element = await mounted(source, 'limit="2"');
      element.renderItem = (item) => {
        if (item.media_id === 'a') throw new Error('A design with a fault.');
        return draw(item);
      };
      await element.updateComplete;
      console.error = write;
      expect(errors).to.have.length(1);
      expect(element.textContent).to.equal('Video aVideo b');
    });
  });

  describe('for everybody', () => {
    const states: Record<string, () => unknown> = {
      ready: () => [
        recommended('a', { kind: 'because_watched', media_id: 'z', name: 'Z' }),
        recommended('b', { kind: 'continue', share: 0.5 }),
        recommended('c', {}, { thumbnail: { url: 'data:,', width: 1, height: 1 } }),
      ],
      empty: () => [],
      loading: () => new Promise(() => {}),
    };
    for (const layout of ['grid', 'list', 'carousel']) {
      for (const [state, reply] of Object.entries(states)) {
        it(`axe finds nothing: ${layout}, ${state}`, async () => {
          source.set(PATH, reply);
          const element = await mount(source, `layout="${layout}"`);
          if (state !== 'loading') await loaded(element);
          await element.updateComplete;
          await expect(element).to.be.accessible();
        });
      }
    }
  });
});
