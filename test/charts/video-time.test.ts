import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellSeconds, timeLabel, timeTicks } from '../../src/charts/video-time.js';
import { refused } from './arbitraries.js';

const durations = fc.double({ min: 0, max: 200_000, noNaN: true });

describe('ticks of a video', () => {
  test('are inside it, in order, round and few', () => {
    fc.assert(
      fc.property(durations, fc.integer({ min: 1, max: 20 }), (duration, count) => {
        const ticks = timeTicks(duration, count);
        const step = ticks[1] ?? 1;
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeLessThanOrEqual(duration);
        expect(ticks.length).toBeLessThanOrEqual(count + 1);
        ticks.forEach((tick, i) => expect(tick).toBe(i * step));
        const unit = step < 60 ? step : step < 3600 ? step / 60 : step / 3600;
        const round = step < 3600 ? [1, 2, 5, 10, 15, 30] : [1, 2, 5, 10, 20, 50];
        expect(round).toContain(unit);
      }),
    );
  });

  test.each([
    [283, 5, ['0:00', '1:00', '2:00', '3:00', '4:00']],
    [30, 6, ['0:00', '0:05', '0:10', '0:15', '0:20', '0:25', '0:30']],
    [45, 3, ['0:00', '0:15', '0:30', '0:45']],
    [0.8, 5, ['0:00']],
    [0, 5, ['0:00']],
    [5400, 4, ['0:00:00', '0:30:00', '1:00:00', '1:30:00']],
    [36_000, 5, ['0:00:00', '2:00:00', '4:00:00', '6:00:00', '8:00:00', '10:00:00']],
  ])('of %s seconds in %s steps', (duration, count, labels) => {
    expect(timeTicks(duration, count).map((tick) => timeLabel(tick, duration))).toEqual(labels);
  });

  test('are refused for what is no duration', () => {
    fc.assert(
      fc.property(refused, (duration) => {
        expect(() => timeTicks(duration)).toThrow(RangeError);
      }),
    );
  });
});

describe('a label of time', () => {
  test('says the second that it stands for, in one form for a whole axis', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(200_000), (seconds, more) => {
        const label = timeLabel(seconds, seconds + more);
        expect(label).toMatch(seconds + more >= 3600 ? /^\d+:[0-5]\d:[0-5]\d$/ : /^\d+:[0-5]\d$/);
        expect(label.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)).toBe(seconds);
      }),
    );
  });

  test('cuts parts of a second, and mends what multiplication has cut', () => {
    expect(timeLabel(134.9)).toBe('2:14');
    expect(timeLabel(179.9999999999)).toBe('3:00');
    expect(timeLabel(3725)).toBe('1:02:05');
    expect(timeLabel(65, 3600)).toBe('0:01:05');
  });

  test('is refused for what is no time', () => {
    expect(() => timeLabel(NaN)).toThrow('The time is NaN');
    fc.assert(
      fc.property(refused, (seconds) => {
        expect(() => timeLabel(seconds)).toThrow(RangeError);
      }),
    );
  });
});

describe('a cell of engagement data', () => {
  test('is a second, as long as there are fewer than a thousand', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), (cells) => {
        expect(cellSeconds(cells)).toBe(1);
      }),
    );
  });

  test('is a second where the duration says so, fractions apart', () => {
    expect(cellSeconds(283, 283.4)).toBe(1);
    expect(cellSeconds(284, 283.4)).toBe(1);
    expect(cellSeconds(1000, 1000)).toBe(1);
  });

  test('is scaled in longer videos: all cells together are the duration', () => {
    fc.assert(
      fc.property(fc.double({ min: 1002, max: 90_000, noNaN: true }), (duration) => {
        expect(cellSeconds(1000, duration)! * 1000).toBeCloseTo(duration, 6);
      }),
    );
    expect(timeLabel(500 * cellSeconds(1000, 7200)!, 7200)).toBe('1:00:00');
  });

  test('is of unknown length where a thousand cells come without a duration', () => {
    expect(cellSeconds(1000)).toBeUndefined();
    expect(cellSeconds(1000, 0)).toBeUndefined();
    expect(cellSeconds(1000, NaN)).toBeUndefined();
  });

  test('cannot be had from a wrong duration', () => {
    expect(() => cellSeconds(1000, -3)).toThrow('The duration is -3');
    expect(() => cellSeconds(1000, Infinity)).toThrow('The duration is Infinity');
    expect(cellSeconds(0, 60)).toBe(60);
  });
});
