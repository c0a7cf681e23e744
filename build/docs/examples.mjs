/** A token that opens nothing: its middle part tells the tables which columns their source fills. */
const READER = `e30.${Buffer.from('{"scope":"visitors events personal"}').toString('base64url')}.make-believe`;

/**
 * What the elements' pages show live: markup as anybody would write it, on the make-believe account's
 * figures. `live` is the markup on the site where it has to differ from what is shown.
 */
export const examples = {
  'wistia-play-count': [
    {
      title: 'The plays of a video',
      code: `<wistia-play-count media-id="993554ba94">many plays</wistia-play-count>`,
      look: 'big',
    },
    {
      title: 'Hours, short',
      code: `<wistia-play-count field="hours_watched" format="compact">
  many <span slot="label">hours watched</span>
</wistia-play-count>`,
      look: 'big',
    },
    {
      title: 'A landmark that is celebrated',
      code: `<wistia-play-count media-id="993554ba94" landmark="1000" count-up>
  many <span slot="label">plays</span> <span slot="celebration">A thousand! 🎉</span>
</wistia-play-count>`,
      look: 'big',
    },
    {
      title: 'In a sentence',
      code: `<p>
  Played <wistia-play-count media-id="993554ba94" last="30d">often</wistia-play-count> times in the
  last thirty days; <wistia-play-count media-id="993554ba94" field="engagement">most</wistia-play-count>
  of it is seen in an average play.
</p>`,
    },
  ],
  'wistia-engagement-graph': [
    {
      title: 'Views and rewatches',
      code: `<wistia-engagement-graph media-id="993554ba94">Half of all viewers stay to the end.</wistia-engagement-graph>`,
    },
    {
      title: 'Counts, without rewatches, lower',
      code: `<wistia-engagement-graph class="low" media-id="993554ba94" scale="count" no-rewatch></wistia-engagement-graph>`,
    },
  ],
  'wistia-heatmap': [
    {
      title: 'What all viewers watched',
      code: `<wistia-heatmap media-id="993554ba94">Watched mostly at the beginning.</wistia-heatmap>`,
    },
    {
      title: 'Built out of purple cats',
      code: `<wistia-heatmap media-id="993554ba94" palette="purple" glyph="🐱">Cats, many of them purple.</wistia-heatmap>`,
    },
    {
      title: 'Most replayed: a thin strip',
      code: `<wistia-heatmap layout="thin" field="rewatch_data" media-id="993554ba94"></wistia-heatmap>`,
    },
  ],
  'wistia-trend': [
    {
      title: 'Thirty days, beside the thirty before',
      code: `<wistia-trend media-id="993554ba94" last="30d" compare>Plays of the last thirty days</wistia-trend>`,
    },
    {
      title: 'A year by month, as bars',
      code: `<wistia-trend type="bar" field="hours_watched" last="1y" group="month"></wistia-trend>`,
    },
    {
      title: 'A sparkline in a sentence',
      code: `<p>
  Played more and more often <wistia-trend media-id="993554ba94" type="sparkline"></wistia-trend> of late.
</p>`,
    },
  ],
  'wistia-recommendations': [
    {
      title: 'A grid',
      code: `<wistia-recommendations href-template="/videos/{media_id}"></wistia-recommendations>`,
      live: `<wistia-recommendations href-template="#{media_id}"></wistia-recommendations>`,
    },
    {
      title: 'A list of three',
      code: `<wistia-recommendations layout="list" limit="3" strategy="popular"></wistia-recommendations>`,
      live: `<wistia-recommendations layout="list" limit="3" strategy="popular" href-template="#{media_id}"></wistia-recommendations>`,
    },
    {
      title: 'A carousel',
      code: `<wistia-recommendations layout="carousel" limit="8"></wistia-recommendations>`,
      live: `<wistia-recommendations layout="carousel" limit="8" href-template="#{media_id}"></wistia-recommendations>`,
    },
  ],
  'wistia-visitors': [
    {
      title: 'Who has watched (make-believe people)',
      code: `<wistia-stats-source base-url="https://stats.example.com/" token="…">
  <wistia-visitors></wistia-visitors>
</wistia-stats-source>`,
      live: `<wistia-stats-source base-url="private/" token="${READER}">
  <wistia-visitors no-tools></wistia-visitors>
</wistia-stats-source>`,
    },
  ],
  'wistia-events': [
    {
      title: 'Viewing by viewing (of make-believe people)',
      code: `<wistia-stats-source base-url="https://stats.example.com/" token="…">
  <wistia-events media-id="993554ba94" last="30d" public-token="…"></wistia-events>
</wistia-stats-source>`,
      live: `<wistia-stats-source base-url="private/" token="${READER}">
  <wistia-events no-tools></wistia-events>
</wistia-stats-source>`,
    },
  ],
  'wistia-stats-source': [
    {
      title: 'The source of all that is inside it',
      code: `<wistia-stats-source base-url="https://stats.example.com/" time-zone="America/New_York">
  <p>
    <wistia-play-count>Many</wistia-play-count> plays,
    <wistia-play-count last="30d">some</wistia-play-count> of them in the last thirty days
    <wistia-trend type="sparkline"></wistia-trend>
  </p>
</wistia-stats-source>`,
      live: `<wistia-stats-source base-url="data/" time-zone="America/New_York">
  <p>
    <wistia-play-count>Many</wistia-play-count> plays,
    <wistia-play-count last="30d">some</wistia-play-count> of them in the last thirty days
    <wistia-trend type="sparkline"></wistia-trend>
  </p>
</wistia-stats-source>`,
    },
  ],
};
