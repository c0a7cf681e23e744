import { expect, test } from 'vitest';
import { evaluate } from '../../src/recommend/evaluation.js';
import { ViewingLog } from '../../src/recommend/viewing-log.js';
import { logOf, tastes } from './made-events.js';

test('tells a model that knows tastes from popularity, which does not', () => {
  const { visitors, medias, splits } = evaluate(logOf(tastes({ visitors: 400, kinds: 6 })));
  expect([visitors, medias]).toEqual([400, 72]);
  expect(splits.map(({ split }) => split)).toEqual(['temporal', 'visitors']);
  for (const { asked, model, popularity, cosine } of splits) {
    expect(asked).toBeGreaterThan(50);
    expect(model.ndcg).toBeGreaterThan(1.5 * popularity.ndcg);
    expect(cosine.ndcg).toBeGreaterThan(1.5 * popularity.ndcg);
    expect(model.coverage).toBe(1);
    expect(popularity.coverage).toBeLessThan(0.5);
    expect(model.novelty).toBeGreaterThan(popularity.novelty);
    for (const { recall, ndcg } of [model, popularity, cosine]) {
      expect(Math.min(recall, ndcg)).toBeGreaterThanOrEqual(0);
      expect(Math.max(recall, ndcg)).toBeLessThanOrEqual(1);
    }
  }
});

test('finds what always comes next', () => {
  // Everybody watches the same series, from wherever they begin.
  const log = new ViewingLog();
  for (let v = 0; v < 300; v++) {
    for (let k = 0; k < 5; k++) {
      log.add({ visitor: v, media: `part${(v + k) % 40}`, share: 1, time: 1e12 + v * 864e5 + k * 36e5 });
    }
  }
  const [temporal] = evaluate(log).splits;
  expect(temporal!.model.ndcg).toBeGreaterThan(0.6);
  expect(temporal!.model.ndcg).toBeGreaterThan(temporal!.cosine.ndcg);
});

test('has nothing to ask where too little was watched', () => {
  for (const { asked, model } of evaluate(new ViewingLog()).splits) {
    expect(asked).toBe(0);
    expect(model).toEqual({ recall: 0, ndcg: 0, coverage: 0, novelty: 0 });
  }
});
