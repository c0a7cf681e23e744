/** What of Wistia's rows about people goes on to a reader, and what does not. */
import type { ViewingEvent, Visitor } from '../../stats/private-fields.js';

/** An address of the web as it was written; null for anything else. */
const web = (url: string | null): string | null => (url && /^https?:\/\//i.test(url) ? url : null);

/** A page's address without what may tell of the person: its query, its fragment, a user's name. */
const page = (url: string | null): string | null => {
  if (!web(url) || !URL.canParse(url!)) return null;
  const { origin, pathname } = new URL(url!);
  return origin + pathname;
};

/** A visitor as a reader gets it: with who it is, or without. */
export const visitorFor = (visitor: Visitor, personal: boolean): Visitor =>
  personal
    ? visitor
    : {
        ...visitor,
        visitor_identity: { name: null, email: null, org: undefined },
        user_agent_details: undefined,
      };

/**
 * An event as a reader gets it: with who and where it was, or without. The address of its heatmap
 * holds a token, and goes to nobody.
 */
export const eventFor = (event: ViewingEvent, personal: boolean): Partial<ViewingEvent> => {
  const { thumbnail } = event;
  const always = {
    received_at: event.received_at,
    event_key: event.event_key,
    visitor_key: event.visitor_key,
    percent_viewed: event.percent_viewed,
    media_id: event.media_id,
    media_name: event.media_name,
    media_url: web(event.media_url),
    conversion_type: event.conversion_type,
    thumbnail: thumbnail && web(thumbnail.url) ? thumbnail : null,
  };
  if (!personal) return { ...always, embed_url: page(event.embed_url) };
  const { ip, org, country, region, city, lat, lon, email, conversion_data } = event;
  return {
    ...always,
    embed_url: web(event.embed_url),
    ...{ ip, org, country, region, city, lat, lon, email, conversion_data },
    user_agent_details: event.user_agent_details,
  };
};
