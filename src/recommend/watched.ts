/** From which share on a video counts as watched, where nobody says another. */
export const DEFAULT_THRESHOLD = 0.8;

/** Less than this is a look at a video, not a start of it. */
export const STARTED = 0.05;
