/** What the types do not let through. */
import type { WistiaPlayCount, WistiaRecommendations } from 'wistia-widgets';

export const mistakes = (count: WistiaPlayCount, list: WistiaRecommendations) => {
  // @ts-expect-error: no format is called so
  count.format = 'roman';
  // @ts-expect-error: the value is the source's
  count.value = 5;
  // @ts-expect-error: an item is drawn as text or as a node
  list.renderItem = ({ duration }) => duration;
  // @ts-expect-error: what an event brings
  count.addEventListener('wistia-landmark', ({ detail }) => detail.landmarks);
};
