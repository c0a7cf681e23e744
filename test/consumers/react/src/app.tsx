import { useState } from 'react';
import type { Recommendation } from 'wistia-widgets';
import { WistiaPlayCount, WistiaRecommendations, WistiaStatsSource } from 'wistia-widgets/react';

const title = ({ name }: Recommendation) => `▶ ${name}`;

/** The wrappers, and beside them a tag as React 19 takes it. */
export const App = () => {
  const [loads, setLoads] = useState<number>();
  return (
    <WistiaStatsSource baseUrl="https://stats.example.com/">
      <h1>
        <WistiaPlayCount
          mediaId="993554ba94"
          field="load_count"
          onWistiaLoad={({ currentTarget }) => setLoads(currentTarget.value)}
        >
          many
        </WistiaPlayCount>
      </h1>
      <output>{loads?.toFixed()}</output>
      <WistiaRecommendations limit={3} renderItem={title} />
      <wistia-play-count
        media-id="993554ba94"
        count-up
        onwistia-load={({ currentTarget }) => (document.title = `${currentTarget.value}`)}
      />
    </WistiaStatsSource>
  );
};
