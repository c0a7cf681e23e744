import { expect, test } from 'vitest';
import { packModel, unpackModel } from '../../src/recommend/packed-model.js';
import { train } from '../../src/recommend/train.js';
import { ViewingLog } from '../../src/recommend/viewing-log.js';
import { logOf, START, tastes, view } from './made-events.js';

test('a model that went through bytes answers as before', () => {
  const model = train(logOf(tastes()), { minViewers: 3 });
  const again = unpackModel(packModel(model));
  const histories = [[], [view('kind2-0')], [view('kind1-3'), view('kind0-5', 2)], [view('unheard of')]];
  for (const history of histories) {
    for (const aim of ['next', 'taste'] as const) {
      expect(again.scores(history, { aim })).toEqual(model.scores(history, { aim }));
    }
  }
  expect(model.related('kind1-3')).not.toEqual([]);
  expect(again.related('kind1-3')).toEqual(model.related('kind1-3'));
  expect(again.tuning).toEqual(model.tuning);
  expect(again.bytes).toBe(model.bytes);
});

test('it goes on counting', () => {
  const model = unpackModel(packModel(train(logOf(tastes()))));
  for (let n = 0; n < 500; n++) model.record({ media: 'hit', share: 1, time: START + n }, []);
  expect(model.scores([])[0]).toMatchObject({ media_id: 'hit' });
});

test('one that has learnt nothing is one too', () => {
  const model = unpackModel(packModel(train(new ViewingLog())));
  expect(model.scores([])).toEqual([]);
});

test('bytes of another format are refused in a sentence', () => {
  const bytes = packModel(train(logOf(tastes())));
  const text = new TextDecoder('latin1').decode(bytes);
  bytes[text.indexOf('"format":1') + '"format":'.length] = '9'.charCodeAt(0);
  expect(() => unpackModel(bytes)).toThrow('The model has the format 9, and 1 is known here');
});
