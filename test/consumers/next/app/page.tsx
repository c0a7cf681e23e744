import { WistiaStatsSource } from 'wistia-widgets/react';
import { renderToString } from 'wistia-widgets/server';
import { Figures } from './figures';

const SOURCE = 'https://stats.example.com/';

// Asked for with each request: a build asks nobody.
export const dynamic = 'force-dynamic';

/** The count stands in the page before any script runs; the figures below it are the client's. */
export default async function Page() {
  const __html = await renderToString('wistia-play-count', {
    attributes: { 'media-id': '993554ba94', 'base-url': SOURCE, field: 'load_count' },
    baseUrl: SOURCE,
    fallback: 'many',
    lang: 'en',
  });
  return (
    <>
      <h1 suppressHydrationWarning dangerouslySetInnerHTML={{ __html }} />
      <WistiaStatsSource baseUrl={SOURCE}>
        <Figures />
      </WistiaStatsSource>
    </>
  );
}
