/** What the widgets say. English here; other languages come as objects of the same shape. */
export interface Words {
  /** The language of these words, as in `lang`. */
  language: string;

  // Names and headings.
  engagement: string;
  /** Of the cursor of a graph over the video's time. */
  overTime: string;
  curves: string;
  watching: string;
  views: string;
  rewatches: string;
  average: string;
  time: string;
  seconds: string;
  video: string;

  // Parts of sentences. A count comes as a number, for its plural, and as text.
  stillWatching: (share: string) => string;
  /** Instead of `stillWatching` where the number of plays cannot be known. */
  ofMostViewed: (share: string) => string;
  viewCount: (count: number, text: string) => string;
  rewatchCount: (count: number, text: string) => string;
  /** A place in a video whose length is not known. */
  ofVideo: (share: string) => string;
  averageWatched: (share: string) => string;
  mostRewatched: (place: string) => string;
  biggestDrop: (place: string) => string;
  /** There is a bigger one, in the opening or in the closing. */
  biggestDropBetween: (place: string) => string;
}

export const english: Words = {
  language: 'en',
  engagement: 'Engagement',
  overTime: 'Engagement over time',
  curves: 'Curves',
  watching: 'Still watching',
  views: 'Views',
  rewatches: 'Rewatches',
  average: 'Average',
  time: 'Time',
  seconds: 'Seconds',
  video: 'Share of the video',
  stillWatching: (share) => `${share} still watching`,
  ofMostViewed: (share) => `${share} of the most viewed moment`,
  viewCount: (count, text) => `${text} view${count === 1 ? '' : 's'}`,
  rewatchCount: (count, text) => `${text} rewatch${count === 1 ? '' : 'es'}`,
  ofVideo: (share) => `${share} of the video`,
  averageWatched: (share) => `${share} watched on average`,
  mostRewatched: (place) => `most rewatched at ${place}`,
  biggestDrop: (place) => `biggest drop at ${place}`,
  biggestDropBetween: (place) => `biggest drop along the way at ${place}`,
};
