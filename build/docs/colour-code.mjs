/** Colours for code, in a few kinds that are the same in every language. */
import { escape } from './html.mjs';

const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/;

/** What is found first counts; the names are classes. */
const RULES = {
  html: { comment: /<!--[^]*?-->/, tag: /<\/?[\w-]+|\/?>/, string: /"[^"]*"/ },
  js: {
    comment: /\/\/[^\n]*|\/\*[^]*?\*\//,
    string: STRING,
    tag: /\b(?:import|export|from|default|const|let|new|await|async|return|if|class|extends|function|true|false|null)\b/,
  },
  json: { tag: /"(?:[^"\\]|\\.)*"(?=\s*:)/, string: /"(?:[^"\\]|\\.)*"/ },
  css: { comment: /\/\*[^]*?\*\//, string: STRING, tag: /--[\w-]+|[\w-]+(?=\s*:\s)|@[\w-]+/ },
  sh: { comment: /(?<=^|\s)#[^\n]*/, string: STRING, tag: /(?<=^|\n)\s*(?:npm|npx|node|curl|wistia-widgets)\b/ },
};
const ALIASES = { javascript: 'js', ts: 'js', mjs: 'js', tsx: 'js', jsx: 'js', bash: 'sh', liquid: 'html', twig: 'html' };

/** Code as markup, with a class on what has a colour. */
export const colourCode = (code, language = '') => {
  const rules = RULES[ALIASES[language] ?? language];
  if (!rules) return escape(code);
  const all = new RegExp(
    Object.entries(rules)
      .map(([kind, rule]) => `(?<${kind}>${rule.source})`)
      .join('|'),
    'g',
  );
  let markup = '';
  let from = 0;
  for (const match of code.matchAll(all)) {
    const [kind] = Object.entries(match.groups).find(([, text]) => text !== undefined);
    markup += `${escape(code.slice(from, match.index))}<span class="${kind}">${escape(match[0])}</span>`;
    from = match.index + match[0].length;
  }
  return markup + escape(code.slice(from));
};
