import { expect } from '@open-wc/testing';
import { registerPrivateWords } from '../../src/elements/own-private-words.js';
import { pageRegistry } from '../../src/stats/page-registry.js';
import { said } from './page-console.js';
import { $, $$, buttonOf, event, headings, PLAIN, PrivatePage, rows, settled, tokenOf, visitor } from './private-page.js';
import { until } from './until.js';
import { shownText, states } from './widget.js';

/** As a gateway answers to a token: for nobody to keep. */
const unkept = (body: unknown) => () =>
  new Response(JSON.stringify(body), { headers: { 'Cache-Control': 'private, no-store' } });

describe('the words of private tables', () => {
  const page = new PrivatePage();
  beforeEach(() => page.reset());
  afterEach(() => pageRegistry.privateWords?.clear());
  const languageOf = (element: Element, lang: string) => (element.parentElement!.lang = lang);

  it('are those of the page’s language, for people', async () => {
    const element = await page.visitors('', undefined, 'de-AT');
    await until(() => $(element, 'caption')?.textContent === 'Besucher');
    expect(headings(element)).to.deep.equal([
      'Besucher', 'E-Mail', 'Organisation', 'Zuletzt gesehen', 'Zum ersten Mal da', 'Ladevorgänge', 'Wiedergaben',
    ]);
    expect($(element, 'form')!.lang).to.equal('de');
    expect(buttonOf(element, 'Nächste Seite').disabled).to.equal(false);
    expect($(element, 'nav [role=status]')!.textContent).to.equal('25 auf Seite 1');
    expect([...$<HTMLSelectElement>(element, 'select')!.options].map(({ text }) => text)).to.contain('Mit Namen');
    expect(element.toCSV().split('\r\n')[0]).to.equal(
      'Besucher,E-Mail,Organisation,Zuletzt gesehen,Zum ersten Mal da,Ladevorgänge,Wiedergaben',
    );
    expect(said()).to.deep.equal([]);
  });

  it('change with it, and nothing is asked for again', async () => {
    page.source.set('stats/events.json', unkept(rows(3, event)));
    const element = await page.viewings();
    $(element, 'tbody button')!.click();
    for (const [lang, heading, ip] of [
      ['fr', 'Visionnages', 'Adresse IP'],
      ['es', 'Visualizaciones', 'Dirección IP'],
      ['pt-BR', 'Visualizações', 'Endereço IP'],
      ['ja', '視聴記録', 'IPアドレス'],
      ['ar', 'جلسات المشاهدة', 'عنوان IP'],
      ['en', 'Viewings', 'IP address'],
      ['tlh', 'Viewings', 'IP address'],
    ] as const) {
      languageOf(element, lang);
      await until(() => $(element, 'caption')!.textContent === heading);
      expect($$(element, '.open dt').map((dt) => dt.textContent)).to.contain(ip);
      expect(states(element)).to.deep.equal(['ready']);
    }
    expect(page.source.requests).to.have.lengthOf(1);
  });

  it('say in it what is missing', async () => {
    const element = await page.visitors('', '', 'de');
    await until(() => /^Nur mit signiertem Zugang/.test($(element, '.said')!.textContent!));
    page.source.set('stats/visitors.json', []);
    const empty = await page.visitors('', PLAIN, 'fr');
    await until(() => $(empty, '.said')!.textContent === 'Aucun visiteur n’est connu ici.');
  });

  it('may be the page’s own, and only words that there are', async () => {
    const element = await page.visitors();
    registerPrivateWords({ language: 'en', visitors: 'Customers', onPage: (count) => `${count} of them` });
    await until(() => $(element, 'caption')!.textContent === 'Customers');
    expect($(element, 'nav [role=status]')!.textContent).to.equal('25 of them');
    expect(buttonOf(element, 'Next page')).not.to.equal(undefined);
    expect(() => registerPrivateWords({ language: 'en', visiters: 'x' } as never)).to.throw(
      TypeError,
      'registerPrivateWords: "visiters" is no word',
    );
  });

  for (const [lang, dir] of [['ar', 'rtl'], ['ja', 'ltr']] as const) {
    it(`axe finds nothing in ${lang}, wide and on a phone`, async () => {
      const element = await page.viewings('', undefined, lang);
      element.parentElement!.dir = dir;
      $(element, 'tbody button')!.click();
      await until(() => $(element, 'nav')!.lang === lang);
      await expect(element).to.be.accessible();
      element.style.width = '288px';
      await until(() => getComputedStyle($(element, 'tbody td')!).display === 'flex');
      expect($(element, '.scroll')!.scrollWidth).to.be.at.most(288);
      await expect(element).to.be.accessible();
    });
  }

  describe('of a refusal', () => {
    const refusing = async (status: number, tag: 'visitors' | 'events', token: string, attributes = '') => {
      page.source.set(`stats/${tag}.json`, new Response('', { status }));
      const element = await (tag === 'visitors' ? page.visitors(attributes, token) : page.viewings(attributes, token));
      expect(states(element)).to.deep.equal(['error']);
      await expect(element).to.be.accessible();
      return $(element, '.said')!.textContent;
    };

    it('name the scope that is needed', async () => {
      expect(await refusing(403, 'visitors', tokenOf('events'))).to.equal(
        'Your access does not cover this: its token needs the scope “visitors”.',
      );
      expect(await refusing(403, 'events', tokenOf('visitors'))).to.contain('the scope “events”');
      expect(await refusing(403, 'visitors', PLAIN, 'search="jim"')).to.contain('the scope “personal”');
    });

    it('say that people cannot be listed by video', async () => {
      for (const limits of [{ medias: ['abc'] }, { projects: ['p1'] }]) {
        const token = tokenOf('visitors events', limits);
        expect(await refusing(403, 'visitors', token)).to.match(/limited to some videos.*cannot be listed by video/);
      }
    });

    it('say nothing of scopes where the token cannot be read', async () => {
      expect(await refusing(403, 'visitors', 'opaque')).to.equal('Your access does not cover this.');
    });

    it('say how to ask for less', async () => {
      expect(await refusing(400, 'events', PLAIN)).to.match(/cannot be followed that far: choose fewer days/);
    });
  });

  it('stay text', async () => {
    registerPrivateWords({ language: 'en', visitors: '<b>V</b>', whoIs: (key) => `<i>${key}</i>` });
    page.source.set('stats/visitors.json', [visitor(1)]);
    const element = await page.visitors('', PLAIN);
    expect(shownText(element)).to.contain('<i>AAAAAAAA</i>');
    expect($$(element, 'b, i')).to.deep.equal([]);
    await settledAgain(element);
  });

  const settledAgain = async (element: Parameters<typeof settled>[0]) => {
    element.refetch();
    await settled(element);
    expect(states(element)).to.deep.equal(['ready']);
  };
});
