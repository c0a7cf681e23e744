import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../src/elements/recommendations.js';
import '../../src/elements/stats-source.js';
import type { WistiaSelectDetail } from '../../src/elements/recommendations.js';
import { FakeSource } from './fake-source.js';
import { said } from './page-console.js';
import {
  listed,
  mount,
  mounted,
  names,
  parts,
  privately,
  putPlayer,
  queries,
  recommended,
  watch,
} from './recommendations-page.js';
import { until } from './until.js';
import { loaded, shownText, states } from './widget.js';

const PATH = 'recommendations.json';

describe('<wistia-recommendations>', () => {
  let source: FakeSource;

  beforeEach(() => {
    source = new FakeSource();
  });

  afterEach(async () => {
    delete (globalThis as { Wistia?: unknown }).Wistia;
    (await mount(source)).clearWatched();
  });

  describe('the list', () => {
    it('shows names, lengths and reasons, and links to each video', async () => {
      source.set(PATH, [
        recommended('a', { kind: 'because_watched', media_id: 'z', name: 'Sound' }),
        recommended('b', { kind: 'continue', share: 0.4 }, { duration: 100 }),
        recommended('c', { kind: 'new' }, { duration: null }),
      ]);
      const element = await mounted(source, 'href-template="/watch/{media_id}?of={name}"');
      expect(names(element)).to.deep.equal(['a', 'b', 'c']);
      const reasons = parts(element, 'reason').map(({ textContent }) =>
        textContent!.replace(/[\u2068\u2069]/g, ''),
      );
      expect(reasons).to.deep.equal(['Because you watched Sound', 'Continue · 1:00 left', 'New']);
      const lengths = parts(element, 'duration').map((e) => (e.hidden ? '' : e.textContent));
      expect(lengths).to.deep.equal(['4:10', '1:40', '']);
      const links = parts(element, 'link').map((link) => link.getAttribute('href'));
      expect(links[0]).to.equal('/watch/a?of=Video%20a');
      expect(parts(element, 'link')[0]!.textContent).to.contain('4 minutes 10 seconds');
      const bars = parts(element, 'progress').map((bar) => !bar.hidden);
      expect(bars).to.deep.equal([false, true, false]);
    });

    it('asks for what its attributes say', async () => {
      source.set(PATH, [recommended('a')]);
      await mounted(
        source,
        `project-id="p" limit="3" strategy="popular" pin="x y" exclude="v, w" media-ids="a x y"
          watched-threshold="0.5" unfinished="only"`,
      );
      expect(Object.fromEntries(queries(source)[0]!)).to.deep.equal({
        project_id: 'p',
        limit: '3',
        strategy: 'popular',
        pin: 'x,y',
        exclude: 'v,w',
        media_ids: 'a,x,y',
        watched_threshold: '0.5',
        unfinished: 'only',
      });
    });

    it('holds no more than asked for, none twice and none that is excluded, whatever comes', async () => {
      source.set(PATH, ['a', 'b', 'a', 'c', 'd'].map((id) => recommended(id)));
      expect(names(await mounted(source, 'limit="2" exclude="b"'))).to.deep.equal(['a', 'c']);
    });

    it('says when nothing is left, unless the page has words of its own', async () => {
      source.set(PATH, []);
      const element = await mounted(source);
      expect(states(element)).to.deep.equal(['empty']);
      expect(parts(element, 'message')[0]!.checkVisibility()).to.equal(true);
      expect(shownText(element)).to.equal('You have watched everything here.');
      const other = await mounted(source, '', '<p slot="empty">All done</p>');
      expect(shownText(other)).to.contain('All done');
      expect(parts(other, 'message')[0]!.checkVisibility()).to.equal(false);
    });

    it('takes text for text, and addresses for addresses', async () => {
      const name = '<img src=x onerror=alert(1)>';
      source.set(PATH, [
        recommended('"><b>', {}, { name, thumbnail: { url: 'javascript:alert(1)', width: 1, height: 1 } }),
        recommended('b', {}, { thumbnail: { url: '/nothing.png', width: 1, height: 1 } }),
      ]);
      const element = await mounted(source, 'href-template="javascript:{media_id}"');
      expect(parts(element, 'name')[0]!.textContent).to.equal(name);
      const root = element.shadowRoot!;
      expect(root.querySelectorAll('a')).to.have.length(0);
      expect([...root.querySelectorAll('img')].map((image) => image.getAttribute('src'))).to.deep.equal([
        '/nothing.png',
      ]);
      expect(said().join()).to.contain('href-template="javascript:{media_id}" is no address');
      await oneEvent(root.querySelector('img')!, 'error');
      expect(root.querySelectorAll('img')).to.have.length(0);
    });

    it('keeps the last good list when the source fails, and shows none of a reply that does not fit', async () => {
      source.set(PATH, [recommended('a')]);
      const element = await mounted(source);
      source.set(PATH, [{ ...recommended('b'), reason: { kind: 'because I say so' } }]);
      element.refetch();
      await oneEvent(element, 'wistia-error');
      await element.updateComplete;
      expect(states(element)).to.deep.equal(['ready', 'stale']);
      expect(names(element)).to.deep.equal(['a']);
      const other = await mounted(source, 'limit="9"', 'Our videos');
      expect(states(other)).to.deep.equal(['error']);
      expect(shownText(other)).to.contain('Our videos');
    });

    it('is as high while it loads as it is then', async () => {
      const release = source.hold(PATH);
      for (const layout of ['grid', 'list', 'carousel']) {
        const element = await mount(source, `layout="${layout}" limit="3"`);
        await element.updateComplete;
        await until(() => queries(source).length);
        const before = element.getBoundingClientRect().height;
        release(['a', 'b', 'c'].map((id) => recommended(id, { kind: 'because_watched', name: 'So' })));
        await loaded(element);
        expect(before).to.be.greaterThan(80);
        expect(element.getBoundingClientRect().height).to.be.closeTo(before, 0.5);
      }
    });
  });

  describe('the visitor', () => {
    const KEY = 'A94A8FE5CCB19BA61C4C0873D391E987982FBBD3';
    const HASH = /^[\w-]{43}$/;

    it('is known by the player’s key, of which the source learns only the hash', async () => {
      await putPlayer('x', { key: KEY });
      source.set(PATH, () => privately([recommended('a')]));
      await mounted(source);
      expect(queries(source)).to.have.length(1);
      expect(queries(source)[0]!.get('visitor')).to.match(HASH);
      expect(source.requests.join()).not.to.contain(KEY);
    });

    it('is known by a key that the page gives', async () => {
      source.set(PATH, () => privately([recommended('a')]));
      await mounted(source, `visitor-key="${KEY}"`);
      expect(queries(source)[0]!.get('visitor')).to.match(HASH);
    });

    it('is waited for while a player loads, and asked for once', async () => {
      const player = await putPlayer('x', { late: true });
      source.set(PATH, () => privately([recommended('a')]));
      const element = await mount(source);
      await element.updateComplete;
      player.visitorKey = KEY;
      player.eventKey = 'event';
      player.dispatchEvent(new CustomEvent('api-ready'));
      await loaded(element);
      expect(queries(source)).to.have.length(1);
      expect(queries(source)[0]!.get('visitor')).to.match(HASH);
    });

    it('stays unknown where tracking is refused, and still gets a list', async () => {
      (globalThis as { Wistia?: unknown }).Wistia = { consent: () => false, bind() {}, unbind() {} };
      await putPlayer('x', { key: KEY });
      source.set(PATH, [recommended('a')]);
      const element = await mounted(source, `visitor-key="${KEY}"`);
      expect(queries(source)[0]!.has('visitor')).to.equal(false);
      expect(names(element)).to.deep.equal(['a']);
    });

    it('takes the list along when tracking is refused later on', async () => {
      const player = await putPlayer('x', { key: KEY });
      source.set(PATH, () => privately([recommended('mine')]));
      const element = await mounted(source);
      expect(names(element)).to.deep.equal(['mine']);
      const release = source.hold(PATH);
      player.doNotTrack = true;
      player.dispatchEvent(new CustomEvent('visitor-tracking-change'));
      await element.updateComplete;
      expect(names(element)).to.deep.equal([]);
      release([recommended('anyone’s')]);
      await loaded(element);
      expect(queries(source)[1]!.has('visitor')).to.equal(false);
      expect(names(element)).to.deep.equal(['anyone’s']);
    });

    it('leaves nothing behind for the next one', async () => {
      source.set(PATH, () => privately([recommended('first')]));
      await fixture(
        html`<wistia-stats-source base-url=${source.baseUrl} persist></wistia-stats-source>`,
      );
      const element = await mounted(source, 'visitor-key="one"');
      element.remove();
      await until(() => true);
      expect(JSON.stringify(localStorage)).not.to.contain('first');
      source.set(PATH, () => privately([recommended('second')]));
      const next = await mount(source, 'visitor-key="two"');
      expect(names(await loaded(next))).to.deep.equal(['second']);
      next.visitorKey = 'one';
      await next.updateComplete;
      expect(names(next)).not.to.contain('first');
    });
  });

  describe('what is watched on this page', () => {
    it('leaves the list at once, and the next one comes', async () => {
      const player = await putPlayer('b', { key: 'key' });
      source.set(PATH, () => privately(['a', 'b', 'c'].map((id) => recommended(id))));
      const element = await mounted(source, 'limit="3"');
      const release = source.hold(PATH);
      watch(player, 0.5);
      await element.updateComplete;
      expect(names(element)).to.deep.equal(['a', 'b', 'c']);
      expect(parts(element, 'progress')[1]!.hidden).to.equal(false);
      watch(player, 0.8);
      await element.updateComplete;
      expect(names(element)).to.deep.equal(['a', 'c']);
      await until(() => queries(source).length === 2);
      expect(queries(source)[1]!.get('exclude')).to.equal('b');
      release(privately(['a', 'c', 'd'].map((id) => recommended(id))));
      await until(() => names(element).join('') === 'acd');
    });

    it('leaves the list when the player has come to the end', async () => {
      const player = await putPlayer('b');
      source.set(PATH, ['a', 'b'].map((id) => recommended(id)));
      const element = await mounted(source);
      player.dispatchEvent(new CustomEvent('ended'));
      await until(() => names(element).join('') === 'a');
    });

    it('counts by the threshold that is asked for', async () => {
      const player = await putPlayer('b');
      source.set(PATH, ['a', 'b'].map((id) => recommended(id)));
      const element = await mounted(source, 'watched-threshold="0.3"');
      watch(player, 0.3);
      await until(() => names(element).join('') === 'a');
    });

    it('stays in the list with repeat', async () => {
      const player = await putPlayer('b');
      source.set(PATH, ['a', 'b'].map((id) => recommended(id, { kind: 'repeat' })));
      const element = await mounted(source, 'strategy="repeat"');
      watch(player, 1);
      await element.updateComplete;
      expect(names(element)).to.deep.equal(['a', 'b']);
    });

    it('is not mistaken for the video that comes after it', async () => {
      const player = await putPlayer('b');
      source.set(PATH, ['a', 'c'].map((id) => recommended(id)));
      const element = await mounted(source);
      player.setAttribute('media-id', 'c');
      watch(player, 1);
      await element.updateComplete;
      expect(names(element)).to.deep.equal(['a', 'c']);
    });

    it('is told to nobody where the visitor is unknown', async () => {
      const player = await putPlayer('b');
      source.set(PATH, ['a', 'b'].map((id) => recommended(id)));
      const element = await mounted(source, 'limit="2"');
      watch(player, 1);
      await until(() => queries(source).length === 2);
      expect(queries(source)[1]!.has('exclude')).to.equal(false);
      expect(queries(source)[1]!.get('limit')).to.equal('3');
      expect(names(element)).to.deep.equal(['a']);
    });

    it('is remembered only where that is asked for, until it is cleared', async () => {
      const player = await putPlayer('b');
      source.set(PATH, ['a', 'b'].map((id) => recommended(id)));
      const silent = await mounted(source);
      watch(player, 1);
      await until(() => names(silent).join('') === 'a');
      expect(JSON.stringify(localStorage)).not.to.contain('"b');
      const element = await mounted(source, 'remember');
      watch(player, 1);
      await until(() => JSON.stringify(localStorage).includes('b'));
      element.clearWatched();
      await until(() => names(element).join('') === 'ab');
      expect(localStorage.getItem('wistia-widgets:watched')).to.equal(null);
    });
  });

  describe('from a snapshot', () => {
    const snapshot = (): void => {
      source
        .set('medias.json', [
          listed('a', '2024-03-01'),
          listed('b', '2024-02-01'),
          listed('c', '2024-01-01'),
        ])
        .set('related/w.json', [{ media_id: 'c', score: 0.9 }])
        .media('a', { play_count: 5 })
        .media('b', { play_count: 50 });
    };

    it('lists what is popular for whom nothing is known of', async () => {
      snapshot();
      const element = await mounted(source);
      expect(names(element)).to.deep.equal(['b', 'a', 'c']);
      expect(element.items.map(({ reason }) => reason.kind)).to.deep.equal(['popular', 'popular', 'new']);
      expect(said()).to.deep.equal([]);
    });

    it('asks for recommendations once, however many widgets there are', async () => {
      snapshot();
      await mounted(source);
      await mounted(source, 'limit="2"');
      expect(queries(source)).to.have.length(1);
    });

    it('ranks by what the visitor has watched, at once', async () => {
      snapshot();
      source.set('medias.json', ['w', 'a', 'b', 'c'].map((id) => listed(id)));
      const player = await putPlayer('w');
      const element = await mounted(source, 'limit="3"');
      watch(player, 1);
      await until(() => names(element)[0] === 'c');
      expect(names(element)).not.to.contain('w');
      expect(element.items[0]!.reason).to.deep.include({ kind: 'because_watched', name: 'Video w' });
    });

    it('leaves an error to tell of where not even the catalogue is there', async () => {
      const element = await mounted(source, '', 'Our videos');
      expect(states(element)).to.deep.equal(['error']);
      expect(shownText(element)).to.contain('Our videos');
      expect(said().join()).to.contain('medias.json answered 404');
    });
  });

  describe('choosing', () => {
    const choose = async (attributes: string, listener?: (event: Event) => void) => {
      source.set(PATH, ['a', 'b'].map((id) => recommended(id)));
      const element = await mounted(source, attributes);
      const told: WistiaSelectDetail[] = [];
      element.addEventListener('wistia-select', (event) => {
        told.push(event.detail);
        listener?.(event);
      });
      const click = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
      // A test's page stays where it is.
      element.addEventListener('click', (event) => {
        followed = !event.defaultPrevented;
        event.preventDefault();
      });
      let followed: boolean | undefined;
      parts(element, 'link')[1]!.dispatchEvent(click);
      await new Promise((resolve) => setTimeout(resolve));
      return { element, told, followed };
    };

    it('follows the link', async () => {
      const { told, followed } = await choose('');
      expect(told.map(({ item }) => item.media_id)).to.deep.equal(['b']);
      expect(followed).to.equal(true);
    });

    it('does nothing where the page says so', async () => {
      const player = await putPlayer('x', { id: 'here' });
      const { followed } = await choose('target-player="here"', (event) => event.preventDefault());
      expect(followed).to.equal(false);
      expect(player.done).to.deep.equal([]);
    });

    it('plays in the target player, and says what plays', async () => {
      const player = await putPlayer('x', { id: 'here' });
      const { element, followed } = await choose('target-player="here"');
      expect(followed).to.equal(false);
      expect(player.done).to.deep.equal([['replaceWithMedia', 'b', { autoPlay: true }]]);
      const current = parts(element, 'link').map((link) => link.getAttribute('aria-current'));
      expect(current).to.deep.equal([null, 'true']);
      expect(parts(element, 'reason')[1]!.textContent).to.equal('Playing now');
      expect(parts(element, 'link')[1]!.localName).to.equal('button');
    });

    it('falls back to the link without such a player', async () => {
      const { element, followed } = await choose('target-player="nowhere"');
      expect(followed).to.equal(true);
      expect(parts(element, 'link')[1]!.getAttribute('href')).to.equal('/videos/b');
    });

    it('keeps the keyboard’s place when what it was at is gone', async () => {
      const player = await putPlayer('b');
      source.set(PATH, ['a', 'b', 'c'].map((id) => recommended(id)));
      const element = await mounted(source);
      parts(element, 'link')[1]!.focus();
      watch(player, 1);
      await until(() => names(element).join('') === 'ac');
      expect(element.shadowRoot!.activeElement).to.equal(parts(element, 'link')[1]);
    });
  });
});
