import type { Text, Words } from '../words.js';
import { pluralOf } from './plural.js';

const plural = pluralOf('es');

/** A Spanish count of a million things is one "of" them. */
const counted = (count: number, text: string, one: string, other: string): string =>
  `${text} ${plural(count, { one, many: `de ${other}`, other })}`;

const before = (days: number, text: Text): string => (days === 1 ? 'el día anterior' : `en los ${text(days)} días anteriores`);

const spanish: Words = {
  language: 'es',
  comma: ', ',
  engagement: 'Interacción',
  overTime: 'Interacción a lo largo del vídeo',
  curves: 'Curvas',
  watching: 'Siguen viendo',
  views: 'Visualizaciones',
  rewatches: 'Repeticiones',
  average: 'Promedio',
  time: 'Tiempo',
  seconds: 'Segundos',
  video: 'Parte del vídeo',
  byDay: {
    play_count: 'Reproducciones por día',
    load_count: 'Cargas por día',
    hours_watched: 'Horas vistas por día',
  },
  date: 'Fecha',
  figure: { play_count: 'Reproducciones', load_count: 'Cargas', hours_watched: 'Horas vistas' },
  figureBefore: {
    play_count: 'Reproducciones anteriores',
    load_count: 'Cargas anteriores',
    hours_watched: 'Horas vistas anteriores',
  },
  recommended: 'Vídeos recomendados',
  previous: 'Vídeos anteriores',
  next: 'Vídeos siguientes',
  nothingLeft: 'Ya has visto todo lo que hay aquí.',
  nowPlaying: 'Reproduciéndose ahora',
  popular: 'Popular',
  newVideo: 'Nuevo',
  ourPick: 'Nuestra selección',
  continueWatching: 'Seguir viendo',
  stillWatching: (share) => `${share} sigue viendo`,
  ofMostViewed: (share) => `${share} del momento más visto`,
  viewCount: (count, text) => counted(count, text, 'visualización', 'visualizaciones'),
  rewatchCount: (count, text) => counted(count, text, 'repetición', 'repeticiones'),
  ofVideo: (share) => `${share} del vídeo`,
  averageWatched: (share) => `${share} visto de media`,
  mostRewatched: (place) => `lo más repetido en ${place}`,
  biggestDrop: (place) => `mayor caída en ${place}`,
  biggestDropBetween: (place) => `mayor caída durante el vídeo en ${place}`,
  amount: {
    play_count: (count, text) => counted(count, text, 'reproducción', 'reproducciones'),
    load_count: (count, text) => counted(count, text, 'carga', 'cargas'),
    hours_watched: (count, text) => counted(count, text, 'hora', 'horas'),
  },
  soFar: (amount) => `${amount} hasta ahora`,
  noFigures: 'sin datos',
  ofDays: (known, days, text) => `${text(known)} de ${text(days)} días`,
  inDays: (total, known, days, text) =>
    `${total} en ${known < days ? `${text(known)} de ${text(days)}` : text(days)} ${days === 1 ? 'día' : 'días'}`,
  onDay: (total, day) => `${total} el ${day}`,
  today: (total) => `${total} hoy hasta ahora`,
  more: (share, days, text) => `${share} más que ${before(days, text)}`,
  less: (share, days, text) => `${share} menos que ${before(days, text)}`,
  same: (days, text) => `igual que ${before(days, text)}`,
  aboutSame: (days, text) => `casi igual que ${before(days, text)}`,
  noneBefore: (days, text) => `ninguna ${before(days, text)}`,
  withoutToday: 'sin contar hoy',
  becauseWatched: (name) => `Porque viste ${name}`,
  continueWith: (left) => `Seguir viendo · quedan ${left}`,
  heatmap: 'Mapa de calor',
  viewsOverTime: 'Visualizaciones a lo largo del vídeo',
  oneViewing: 'Mapa de calor de una sesión',
  watchLevels: ['Sin ver', 'Una vez', 'Dos veces', 'Más'],
  none: 'Ninguna',
  upTo: (count) => `Hasta ${count}`,
  watchedTimes: (count, text) =>
    ['sin ver', 'visto una vez', 'visto dos veces'][count] ?? `visto ${text} veces`,
  watchedSoFar: (share) => `${share} visto hasta ahora`,
  mostWatched: (place) => `lo más visto en ${place}`,
};

export default spanish;
