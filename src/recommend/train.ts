import { holdOut } from './holdout.js';
import { Model } from './model.js';
import { countNextViews } from './next-views.js';
import { popularityInSteps } from './popularity.js';
import { finish, finishGently, type Steps } from './steps.js';
import { learnTaste, neighbourhoodSize } from './taste.js';
import { tune } from './tuning.js';
import type { ViewingLog } from './viewing-log.js';

/** Settings of a training. */
export interface TrainOptions {
  /** So many different people must stand behind a related video. 5 unless set; at most 255. */
  minViewers?: number;
}

/** From so many views on, what is held out to choose the blend by is left out of the model too. */
const LARGE = 3e5;
/** Parts of the visitors that are held out: of a small account more, as it is learnt from again. */
const LIMITS = {
  large: { scattered: 0.02, last: 0.05, after: 0.02, most: 400, again: 1 },
  small: { scattered: 0.2, last: 0.7, after: 0.1, most: 1500, again: 3 },
};
/** Neighbours that the choice of the blend makes do with where there is another training. */
const ENOUGH_TO_CHOOSE = 48;

/**
 * Trains in short steps: for each video its neighbours and followers, for the account how to blend them
 * with popularity. The log may grow meanwhile; what comes after the first step is not in the model.
 */
export function* training(log: ViewingLog, { minViewers = 5 }: TrainOptions = {}): Steps<Model> {
  const medias = [...log.medias];
  const views = yield* log.sequencesInSteps();
  const large = views.item.length > LARGE;
  const held = yield* holdOut(views, large ? LIMITS.large : LIMITS.small);
  const size = neighbourhoodSize(medias.length);
  const least = Math.min(255, Math.max(1, minViewers));
  let taste = yield* learnTaste(held.views, least, large ? size : Math.min(size, ENOUGH_TO_CHOOSE));
  let next = yield* countNextViews(held.views);
  const tuning = yield* tune(held, taste.weights, next);
  if (!large) {
    taste = yield* learnTaste(views, least);
    next = yield* countNextViews(views);
  }
  const popularity = yield* popularityInSteps(views, tuning.trendHalfLife);
  return new Model({ medias, popularity, taste, next, tuning });
}

/** Trains at once. A million events take seconds: a server uses {@link trainGently}. */
export const train = (log: ViewingLog, options?: TrainOptions): Model => finish(training(log, options));

/**
 * Trains a few milliseconds at a time.
 * @param pause resolves when the work may go on; where it rejects, the training is dropped.
 */
export const trainGently = (
  log: ViewingLog,
  options: TrainOptions,
  pause: () => Promise<void>,
): Promise<Model> => finishGently(training(log, options), pause);
