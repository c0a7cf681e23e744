/** What the types do not let through. */
import type { Recommendation } from 'wistia-widgets';
import { WistiaPlayCount, WistiaRecommendations } from 'wistia-widgets/react';

export const mistakes = [
  // @ts-expect-error: no format is called so
  <WistiaPlayCount format="roman" />,
  // @ts-expect-error: nor a property
  <WistiaPlayCount mediaIdentifier="993554ba94" />,
  // @ts-expect-error: nor an event
  <WistiaPlayCount onWistiaLoaded={() => undefined} />,
  // @ts-expect-error: an item is drawn as text or as a node
  <WistiaRecommendations renderItem={({ duration }: Recommendation) => duration ?? 0} />,
  // @ts-expect-error: of tags alike
  <wistia-play-count format="roman" />,
  // @ts-expect-error: seconds
  <wistia-play-count refresh="often" />,
  // @ts-expect-error: what an event brings
  <wistia-play-count onwistia-landmark={({ detail }) => detail.landmarks} />,
];
