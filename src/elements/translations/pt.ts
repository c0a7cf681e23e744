import type { Text, Words } from '../words.js';
import { pluralOf } from './plural.js';

const plural = pluralOf('pt');

/** A Portuguese count of a million things is one "of" them. */
const counted = (count: number, text: string, one: string, other: string): string =>
  `${text} ${plural(count, { one, many: `de ${other}`, other })}`;

const before = (days: number, text: Text): string => (days === 1 ? 'no dia anterior' : `nos ${text(days)} dias anteriores`);

const portuguese: Words = {
  language: 'pt',
  comma: ', ',
  engagement: 'Engajamento',
  overTime: 'Engajamento ao longo do vídeo',
  curves: 'Curvas',
  watching: 'Ainda assistindo',
  views: 'Visualizações',
  rewatches: 'Repetições',
  average: 'Média',
  time: 'Tempo',
  seconds: 'Segundos',
  video: 'Parte do vídeo',
  byDay: {
    play_count: 'Reproduções por dia',
    load_count: 'Carregamentos por dia',
    hours_watched: 'Horas assistidas por dia',
  },
  date: 'Data',
  figure: {
    play_count: 'Reproduções',
    load_count: 'Carregamentos',
    hours_watched: 'Horas assistidas',
  },
  figureBefore: {
    play_count: 'Reproduções anteriores',
    load_count: 'Carregamentos anteriores',
    hours_watched: 'Horas assistidas anteriores',
  },
  recommended: 'Vídeos recomendados',
  previous: 'Vídeos anteriores',
  next: 'Próximos vídeos',
  nothingLeft: 'Você já assistiu a tudo aqui.',
  nowPlaying: 'Reproduzindo agora',
  popular: 'Popular',
  newVideo: 'Novo',
  ourPick: 'Nossa escolha',
  continueWatching: 'Continuar assistindo',
  stillWatching: (share) => `${share} ainda assistindo`,
  ofMostViewed: (share) => `${share} do momento mais visto`,
  viewCount: (count, text) => counted(count, text, 'visualização', 'visualizações'),
  rewatchCount: (count, text) => counted(count, text, 'repetição', 'repetições'),
  ofVideo: (share) => `${share} do vídeo`,
  averageWatched: (share) => `${share} assistido em média`,
  mostRewatched: (place) => `mais repetido em ${place}`,
  biggestDrop: (place) => `maior queda em ${place}`,
  biggestDropBetween: (place) => `maior queda no decorrer do vídeo em ${place}`,
  amount: {
    play_count: (count, text) => counted(count, text, 'reprodução', 'reproduções'),
    load_count: (count, text) => counted(count, text, 'carregamento', 'carregamentos'),
    hours_watched: (count, text) => counted(count, text, 'hora', 'horas'),
  },
  soFar: (amount) => `${amount} até agora`,
  noFigures: 'sem dados',
  ofDays: (known, days, text) => `${text(known)} de ${text(days)} dias`,
  inDays: (total, known, days, text) =>
    `${total} em ${known < days ? `${text(known)} de ${text(days)}` : text(days)} ${days === 1 ? 'dia' : 'dias'}`,
  onDay: (total, day) => `${total} em ${day}`,
  today: (total) => `${total} hoje até agora`,
  more: (share, days, text) => `${share} a mais que ${before(days, text)}`,
  less: (share, days, text) => `${share} a menos que ${before(days, text)}`,
  same: (days, text) => `o mesmo que ${before(days, text)}`,
  aboutSame: (days, text) => `quase o mesmo que ${before(days, text)}`,
  noneBefore: (days, text) => `sem registros ${before(days, text)}`,
  withoutToday: 'sem contar hoje',
  becauseWatched: (name) => `Porque você assistiu a ${name}`,
  continueWith: (left) => `Continuar · restam ${left}`,
  heatmap: 'Mapa de calor',
  viewsOverTime: 'Visualizações ao longo do vídeo',
  oneViewing: 'Mapa de calor de uma sessão',
  watchLevels: ['Não visto', 'Uma vez', 'Duas vezes', 'Mais'],
  none: 'Nenhuma',
  upTo: (count) => `Até ${count}`,
  watchedTimes: (count, text) =>
    ['não visto', 'visto uma vez', 'visto duas vezes'][count] ?? `visto ${text} vezes`,
  watchedSoFar: (share) => `${share} assistido até agora`,
  mostWatched: (place) => `mais visto em ${place}`,
};

export default portuguese;
