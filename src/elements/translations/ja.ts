import type { Text, Words } from '../words.js';

const before = (days: number, text: Text): string => (days === 1 ? '前日' : `その前の${text(days)}日間`);

const japanese: Words = {
  language: 'ja',
  engagement: 'エンゲージメント',
  overTime: '動画の時間に沿ったエンゲージメント',
  curves: 'グラフの線',
  watching: '視聴継続率',
  views: '視聴回数',
  rewatches: '再視聴',
  average: '平均',
  time: '時間',
  seconds: '秒',
  video: '動画内の位置',
  byDay: {
    play_count: '日別の再生回数',
    load_count: '日別の読み込み回数',
    hours_watched: '日別の視聴時間',
  },
  date: '日付',
  figure: { play_count: '再生回数', load_count: '読み込み回数', hours_watched: '視聴時間' },
  figureBefore: {
    play_count: '前の期間の再生回数',
    load_count: '前の期間の読み込み回数',
    hours_watched: '前の期間の視聴時間',
  },
  stillWatching: (share) => `${share}が視聴を継続`,
  ofMostViewed: (share) => `最も視聴された場面の${share}`,
  viewCount: (_, text) => `視聴${text}回`,
  rewatchCount: (_, text) => `再視聴${text}回`,
  ofVideo: (share) => `動画の${share}`,
  averageWatched: (share) => `平均視聴率${share}`,
  mostRewatched: (place) => `最も見返された場面は${place}`,
  biggestDrop: (place) => `最大の離脱は${place}`,
  biggestDropBetween: (place) => `途中で最大の離脱は${place}`,
  amount: {
    play_count: (_, text) => `再生${text}回`,
    load_count: (_, text) => `読み込み${text}回`,
    hours_watched: (_, text) => `${text}時間`,
  },
  soFar: (amount) => `現時点で${amount}`,
  noFigures: 'データなし',
  ofDays: (known, days, text) => `${text(days)}日のうち${text(known)}日`,
  inDays: (total, known, days, text) =>
    known < days ? `${text(days)}日間のうち${text(known)}日で${total}` : `${text(days)}日間で${total}`,
  onDay: (total, day) => `${day}に${total}`,
  today: (total) => `今日は現時点で${total}`,
  more: (share, days, text) => `${before(days, text)}より${share}増`,
  less: (share, days, text) => `${before(days, text)}より${share}減`,
  same: (days, text) => `${before(days, text)}と同じ`,
  aboutSame: (days, text) => `${before(days, text)}とほぼ同じ`,
  noneBefore: (days, text) => `${before(days, text)}は0`,
  withoutToday: '今日を除く',
};

export default japanese;
