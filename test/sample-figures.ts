/** Figures as in the API's documentation. */
export const ACCOUNT = { load_count: 1000, play_count: 400, hours_watched: 21.9 };

export const MEDIA = {
  load_count: 100,
  play_count: 80,
  play_rate: 0.54,
  hours_watched: 21.9,
  engagement: 0.89,
  visitors: 94,
};
