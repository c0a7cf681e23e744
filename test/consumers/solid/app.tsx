/** What the types let through at a tag, and what they do not. */
import type { Recommendation } from 'wistia-widgets';

const title = ({ name }: Recommendation) => `▶ ${name}`;

export const App = ({ onLoads }: { onLoads: (loads: number | undefined) => void }) => (
  <wistia-stats-source base-url="https://stats.example.com/">
    <wistia-play-count media-id="993554ba94" field="load_count" class="loads" on:wistia-load={({ currentTarget }) => onLoads(currentTarget.value)}>
      many
    </wistia-play-count>
    <wistia-recommendations limit={3} renderItem={title} />
  </wistia-stats-source>
);

export const mistakes = [
  // @ts-expect-error: no format is called so
  <wistia-play-count format="roman" />,
  // @ts-expect-error: nor an attribute
  <wistia-play-count medium="993554ba94" />,
  // @ts-expect-error: what an event brings
  <wistia-play-count on:wistia-landmark={({ detail }) => detail.landmarks} />,
];
