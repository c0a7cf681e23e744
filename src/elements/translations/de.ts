import type { Text, Words } from '../words.js';

const before = (days: number, text: Text): string => (days === 1 ? 'am Tag davor' : `in den ${text(days)} Tagen davor`);

const german: Words = {
  language: 'de',
  engagement: 'Engagement',
  overTime: 'Engagement im Verlauf des Videos',
  curves: 'Kurven',
  watching: 'Noch dabei',
  views: 'Aufrufe',
  rewatches: 'Wiederholungen',
  average: 'Durchschnitt',
  time: 'Zeit',
  seconds: 'Sekunden',
  video: 'Anteil des Videos',
  byDay: {
    play_count: 'Wiedergaben pro Tag',
    load_count: 'Ladevorgänge pro Tag',
    hours_watched: 'Gesehene Stunden pro Tag',
  },
  date: 'Datum',
  figure: {
    play_count: 'Wiedergaben',
    load_count: 'Ladevorgänge',
    hours_watched: 'Gesehene Stunden',
  },
  figureBefore: {
    play_count: 'Wiedergaben davor',
    load_count: 'Ladevorgänge davor',
    hours_watched: 'Gesehene Stunden davor',
  },
  stillWatching: (share) => `${share} noch dabei`,
  ofMostViewed: (share) => `${share} der meistgesehenen Stelle`,
  viewCount: (count, text) => `${text} ${count === 1 ? 'Aufruf' : 'Aufrufe'}`,
  rewatchCount: (count, text) => `${text} ${count === 1 ? 'Wiederholung' : 'Wiederholungen'}`,
  ofVideo: (share) => `${share} des Videos`,
  averageWatched: (share) => `im Schnitt ${share} gesehen`,
  mostRewatched: (place) => `am häufigsten wiederholt bei ${place}`,
  biggestDrop: (place) => `größter Rückgang bei ${place}`,
  biggestDropBetween: (place) => `größter Rückgang zwischendurch bei ${place}`,
  amount: {
    play_count: (count, text) => `${text} ${count === 1 ? 'Wiedergabe' : 'Wiedergaben'}`,
    load_count: (count, text) => `${text} ${count === 1 ? 'Ladevorgang' : 'Ladevorgänge'}`,
    hours_watched: (count, text) => `${text} ${count === 1 ? 'Stunde' : 'Stunden'}`,
  },
  soFar: (amount) => `bisher ${amount}`,
  noFigures: 'keine Zahlen',
  ofDays: (known, days, text) => `${text(known)} von ${text(days)} Tagen`,
  inDays: (total, known, days, text) =>
    `${total} ${known < days ? `an ${text(known)} von ${text(days)} Tagen` : days === 1 ? 'an einem Tag' : `in ${text(days)} Tagen`}`,
  onDay: (total, day) => `${total} am ${day}`,
  today: (total) => `heute bisher ${total}`,
  more: (share, days, text) => `${share} mehr als ${before(days, text)}`,
  less: (share, days, text) => `${share} weniger als ${before(days, text)}`,
  same: (days, text) => `genauso viele wie ${before(days, text)}`,
  aboutSame: (days, text) => `etwa so viele wie ${before(days, text)}`,
  noneBefore: (days, text) => `keine ${before(days, text)}`,
  withoutToday: 'heute nicht mitgezählt',
};

export default german;
