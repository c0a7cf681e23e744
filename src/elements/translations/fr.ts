import type { Text, Words } from '../words.js';
import { pluralOf } from './plural.js';

const plural = pluralOf('fr');

/** A French count of a million things is one "of" them. */
const counted = (count: number, text: string, one: string, other: string): string => {
  const of = /^[aeiouhy]/i.test(other) ? 'd’' : 'de ';
  return `${text} ${plural(count, { one, many: `${of}${other}`, other })}`;
};

const before = (days: number, text: Text): string =>
  days === 1 ? 'la veille' : `sur les ${text(days)} jours précédents`;

const french: Words = {
  language: 'fr',
  comma: ', ',
  engagement: 'Engagement',
  overTime: 'Engagement au fil de la vidéo',
  curves: 'Courbes',
  watching: 'Encore présents',
  views: 'Vues',
  rewatches: 'Revisionnages',
  average: 'Moyenne',
  time: 'Temps',
  seconds: 'Secondes',
  video: 'Part de la vidéo',
  byDay: {
    play_count: 'Lectures par jour',
    load_count: 'Chargements par jour',
    hours_watched: 'Heures regardées par jour',
  },
  date: 'Date',
  figure: { play_count: 'Lectures', load_count: 'Chargements', hours_watched: 'Heures regardées' },
  figureBefore: {
    play_count: 'Lectures auparavant',
    load_count: 'Chargements auparavant',
    hours_watched: 'Heures regardées auparavant',
  },
  recommended: 'Vidéos recommandées',
  previous: 'Vidéos précédentes',
  next: 'Vidéos suivantes',
  nothingLeft: 'Vous avez tout regardé ici.',
  nowPlaying: 'En cours de lecture',
  popular: 'Populaire',
  newVideo: 'Nouveau',
  ourPick: 'Notre sélection',
  continueWatching: 'Reprendre la lecture',
  stillWatching: (share) => `${share} regardent encore`,
  ofMostViewed: (share) => `${share} du moment le plus vu`,
  viewCount: (count, text) => counted(count, text, 'vue', 'vues'),
  rewatchCount: (count, text) => counted(count, text, 'revisionnage', 'revisionnages'),
  ofVideo: (share) => `${share} de la vidéo`,
  averageWatched: (share) => `${share} regardés en moyenne`,
  mostRewatched: (place) => `le plus revu à ${place}`,
  biggestDrop: (place) => `plus forte baisse à ${place}`,
  biggestDropBetween: (place) => `plus forte baisse en cours de vidéo à ${place}`,
  amount: {
    play_count: (count, text) => counted(count, text, 'lecture', 'lectures'),
    load_count: (count, text) => counted(count, text, 'chargement', 'chargements'),
    hours_watched: (count, text) => counted(count, text, 'heure', 'heures'),
  },
  soFar: (amount) => `${amount} pour l’instant`,
  noFigures: 'aucun chiffre',
  ofDays: (known, days, text) => `${text(known)} ${known < 2 ? 'jour' : 'jours'} sur ${text(days)}`,
  inDays: (total, known, days, text) =>
    known < days
      ? `${total} sur ${text(known)} des ${text(days)} jours`
      : `${total} en ${text(days)} ${days === 1 ? 'jour' : 'jours'}`,
  onDay: (total, day) => `${total} le ${day}`,
  today: (total) => `${total} aujourd’hui pour l’instant`,
  more: (share, days, text) => `${share} de plus que ${before(days, text)}`,
  less: (share, days, text) => `${share} de moins que ${before(days, text)}`,
  same: (days, text) => `autant que ${before(days, text)}`,
  aboutSame: (days, text) => `à peu près autant que ${before(days, text)}`,
  noneBefore: (days, text) => `rien ${before(days, text)}`,
  withoutToday: 'sans compter aujourd’hui',
  becauseWatched: (name) => `Parce que vous avez regardé ${name}`,
  continueWith: (left) => `Reprendre · encore ${left}`,
  heatmap: 'Carte de chaleur',
  viewsOverTime: 'Vues au fil de la vidéo',
  oneViewing: 'Carte de chaleur d’un visionnage',
  watchLevels: ['Non vu', 'Une fois', 'Deux fois', 'Plus'],
  none: 'Aucune',
  upTo: (count) => `Jusqu’à ${count}`,
  watchedTimes: (count, text) =>
    ['non vu', 'vu une fois', 'vu deux fois'][count] ?? `vu ${text} fois`,
  watchedSoFar: (share) => `${share} regardés pour l’instant`,
  mostWatched: (place) => `le plus vu à ${place}`,
};

export default french;
