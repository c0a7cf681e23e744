import type { Text, Words } from '../words.js';
import { pluralOf } from './plural.js';

const plural = pluralOf('ar');

/** One thing and two are said without a number; from three to ten and from eleven on the noun differs. */
const counted = (
  count: number,
  text: string,
  [one, two, few, many, other]: [string, string, string, string, string],
): string =>
  plural(count, {
    one,
    two,
    few: `${text} ${few}`,
    many: `${text} ${many}`,
    other: `${text} ${other}`,
  });

const daysOf = (days: number, text: Text): string =>
  counted(days, text(days), ['يوم واحد', 'يومين', 'أيام', 'يومًا', 'يوم']);

const before = (days: number, text: Text): string =>
  plural(days, {
    one: 'اليوم السابق',
    two: 'اليومين السابقين',
    few: `الأيام الـ${text(days)} السابقة`,
    many: `الـ${text(days)} يومًا السابقة`,
    other: `الـ${text(days)} يوم السابقة`,
  });

const arabic: Words = {
  language: 'ar',
  comma: '، ',
  engagement: 'التفاعل',
  overTime: 'التفاعل على امتداد الفيديو',
  curves: 'المنحنيات',
  watching: 'ما زالوا يشاهدون',
  views: 'المشاهدات',
  rewatches: 'إعادات المشاهدة',
  average: 'المتوسط',
  time: 'الوقت',
  seconds: 'الثواني',
  video: 'الموضع في الفيديو',
  byDay: {
    play_count: 'مرات التشغيل حسب اليوم',
    load_count: 'مرات التحميل حسب اليوم',
    hours_watched: 'ساعات المشاهدة حسب اليوم',
  },
  date: 'التاريخ',
  figure: {
    play_count: 'مرات التشغيل',
    load_count: 'مرات التحميل',
    hours_watched: 'ساعات المشاهدة',
  },
  figureBefore: {
    play_count: 'مرات التشغيل سابقًا',
    load_count: 'مرات التحميل سابقًا',
    hours_watched: 'ساعات المشاهدة سابقًا',
  },
  recommended: 'مقاطع فيديو مقترحة',
  previous: 'المقاطع السابقة',
  next: 'المقاطع التالية',
  nothingLeft: 'لقد شاهدت كل ما هنا.',
  nowPlaying: 'قيد التشغيل الآن',
  popular: 'رائج',
  newVideo: 'جديد',
  ourPick: 'اختيارنا لك',
  continueWatching: 'متابعة المشاهدة',
  stillWatching: (share) => `${share} ما زالوا يشاهدون`,
  ofMostViewed: (share) => `${share} من اللحظة الأكثر مشاهدة`,
  viewCount: (count, text) =>
    counted(count, text, ['مشاهدة واحدة', 'مشاهدتان', 'مشاهدات', 'مشاهدة', 'مشاهدة']),
  rewatchCount: (count, text) =>
    counted(count, text, [
      'إعادة مشاهدة واحدة',
      'إعادتا مشاهدة',
      'إعادات مشاهدة',
      'إعادة مشاهدة',
      'إعادة مشاهدة',
    ]),
  ofVideo: (share) => `${share} من الفيديو`,
  averageWatched: (share) => `متوسط المشاهدة ${share}`,
  mostRewatched: (place) => `أكثر لحظة أُعيدت مشاهدتها عند ${place}`,
  biggestDrop: (place) => `أكبر انخفاض عند ${place}`,
  biggestDropBetween: (place) => `أكبر انخفاض أثناء الفيديو عند ${place}`,
  amount: {
    play_count: (count, text) =>
      counted(count, text, [
        'عملية تشغيل واحدة',
        'عمليتا تشغيل',
        'عمليات تشغيل',
        'عملية تشغيل',
        'عملية تشغيل',
      ]),
    load_count: (count, text) =>
      counted(count, text, [
        'عملية تحميل واحدة',
        'عمليتا تحميل',
        'عمليات تحميل',
        'عملية تحميل',
        'عملية تحميل',
      ]),
    hours_watched: (count, text) =>
      counted(count, text, ['ساعة واحدة', 'ساعتان', 'ساعات', 'ساعة', 'ساعة']),
  },
  soFar: (amount) => `${amount} حتى الآن`,
  noFigures: 'لا توجد بيانات',
  ofDays: (known, days, text) => `${text(known)} من أصل ${daysOf(days, text)}`,
  inDays: (total, known, days, text) =>
    known < days ? `${total} خلال ${text(known)} من أصل ${daysOf(days, text)}` : `${total} خلال ${daysOf(days, text)}`,
  onDay: (total, day) => `${total} في ${day}`,
  today: (total) => `${total} اليوم حتى الآن`,
  more: (share, days, text) => `أكثر بنسبة ${share} من ${before(days, text)}`,
  less: (share, days, text) => `أقل بنسبة ${share} من ${before(days, text)}`,
  same: (days, text) => `مماثل لما في ${before(days, text)}`,
  aboutSame: (days, text) => `مماثل تقريبًا لما في ${before(days, text)}`,
  noneBefore: (days, text) => `لا شيء في ${before(days, text)}`,
  withoutToday: 'دون احتساب اليوم',
  becauseWatched: (name) => `لأنك شاهدت ${name}`,
  continueWith: (left) => `متابعة · بقي ${left}`,
  heatmap: 'خريطة المشاهدة',
  viewsOverTime: 'المشاهدات على امتداد الفيديو',
  oneViewing: 'خريطة مشاهدة لجلسة واحدة',
  watchLevels: ['لم يُشاهد', 'مرة واحدة', 'مرتان', 'أكثر'],
  none: 'لا شيء',
  upTo: (count) => `بحد أقصى: ${count}`,
  watchedTimes: (count, text) =>
    count === 0
      ? 'لم يُشاهد'
      : `عدد مرات المشاهدة: ${counted(count, text, ['مرة واحدة', 'مرتان', 'مرات', 'مرة', 'مرة'])}`,
  watchedSoFar: (share) => `شاهدت ${share} حتى الآن`,
  mostWatched: (place) => `اللحظة الأكثر مشاهدة عند ${place}`,
};

export default arabic;
