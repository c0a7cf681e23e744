'use client';

import { useState } from 'react';
import type { Recommendation } from 'wistia-widgets';
import { WistiaPlayCount, WistiaRecommendations } from 'wistia-widgets/react';

const title = ({ name }: Recommendation) => `▶ ${name}`;

export const Figures = () => {
  const [loads, setLoads] = useState<number>();
  return (
    <>
      <WistiaPlayCount
        mediaId="993554ba94"
        field="load_count"
        onWistiaLoad={({ currentTarget }) => setLoads(currentTarget.value)}
      >
        many
      </WistiaPlayCount>
      <output>{loads?.toFixed()}</output>
      <WistiaRecommendations limit={3} renderItem={title} />
    </>
  );
};
