import { evaluate, type Evaluation, type Quality, type SplitResult } from '../recommend/evaluation.js';
import { logOfFile, logOfStore, reportIntake } from './event-files.js';

const TITLES: Record<SplitResult['split'], string> = {
  temporal: 'What comes next: the last tenth of each visitor was hidden',
  visitors: 'People never seen in training: a fifth of their videos was hidden',
};

const part = (value: number): string => value.toFixed(4).padStart(10);

const row = (name: string, { recall, ndcg, coverage, novelty }: Quality): string =>
  `  ${name.padEnd(20)}${part(recall)}${part(ndcg)}${part(coverage)}${novelty.toFixed(2).padStart(10)}`;

/** The figures as a table for people. */
const table = ({ events, visitors, medias, splits }: Evaluation): string => {
  const lines = [`${events} events of ${visitors} visitors on ${medias} videos. Lists of ten.`];
  for (const { split, asked, model, popularity, cosine } of splits) {
    lines.push('', `${TITLES[split]} (${asked} visitors asked)`);
    if (asked === 0) {
      lines.push('  Too little was watched to hide something.');
      continue;
    }
    const heads = ['recall', 'NDCG', 'coverage', 'novelty'].map((head) => head.padStart(10));
    lines.push(`  ${' '.repeat(20)}${heads.join('')}`);
    lines.push(row('our model', model), row('popularity', popularity), row('cosine neighbours', cosine));
  }
  return lines.join('\n');
};

/** Prints how well recommendations do on an account's own events: those of a file, or of the event store. */
export const evaluateCommand = async (
  file: string | undefined,
  options: { config: string; json?: boolean },
): Promise<void> => {
  const log = await (file === undefined ? logOfStore(options.config) : logOfFile(file));
  const evaluation = evaluate(log);
  reportIntake(file ?? 'The event store', log);
  console.log(options.json ? JSON.stringify(evaluation) : table(evaluation));
};
