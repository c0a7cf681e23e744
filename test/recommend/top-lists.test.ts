import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TopList } from '../../src/recommend/top-list.js';
import { TopLists } from '../../src/recommend/top-lists.js';

const scores = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 80 });
const bestOf = (list: readonly number[], n: number): number[] => [...list].sort((a, b) => b - a).slice(0, n);

test('a list keeps the best of what it was offered, best first', () => {
  fc.assert(
    fc.property(scores, fc.nat(12), (offered, capacity) => {
      const best = new TopList(capacity);
      offered.forEach((score, id) => best.push(id, score));
      const ranked = best.ranked();
      expect(ranked.map(({ score }) => score)).toEqual(bestOf(offered, capacity));
      for (const { id, score } of ranked) expect(offered[id]).toBe(score);
    }),
  );
});

test('many lists keep the best of what each was offered', () => {
  fc.assert(
    fc.property(scores, scores, fc.integer({ min: 1, max: 12 }), (one, other, capacity) => {
      const lists = new TopLists(2, capacity);
      const offer = (list: number, score: number | undefined, id: number): void => {
        if (score !== undefined && score > lists.least[list]!) lists.push(list, id, score);
      };
      for (let k = 0; k < Math.max(one.length, other.length); k++) {
        offer(0, one[k], k);
        offer(1, other[k], k);
      }
      for (const [list, offered] of [one, other].entries()) {
        lists.cut(list);
        const from = list * lists.room;
        const kept = lists.scores.subarray(from, from + lists.sizes[list]!);
        expect([...kept].sort((a, b) => b - a)).toEqual(bestOf(offered, capacity));
        kept.forEach((score, k) => expect(offered[lists.ids[from + k]!]).toBe(score));
      }
    }),
  );
});
