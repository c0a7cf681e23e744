/** The part of the theming page that can be played with: every token with a control, beside live widgets. */
import { escape } from './html.mjs';
import { renderInline } from './markdown.mjs';

/** Tokens that are no colour, by what follows them. */
const isColour = (name) => /-(?:accent|again|soft|line|surface)$/.test(name);

/** Colours as the widgets have them where nothing is set, for a control that needs one. */
const COLOURS = {
  '--wistia-accent': ['#2949e5', '#8ea2ff'],
  '--wistia-again': ['#de7420', '#f79a5b'],
  '--wistia-soft': ['#586070', '#a0a8b6'],
  '--wistia-line': ['#e3e6eb', '#2c313a'],
  '--wistia-surface': ['#ffffff', '#111318'],
};

/** Each token once, with the elements that know it. */
export const tokensOf = (elements) => {
  const tokens = new Map();
  for (const { tagName, cssProperties = [] } of elements.values()) {
    for (const { name, description, default: byDefault = '' } of cssProperties) {
      const token = tokens.get(name) ?? { name, default: byDefault, uses: [] };
      token.uses.push({ tagName, description });
      tokens.set(name, token);
    }
  }
  return [...tokens.values()].sort(
    (a, b) => Number(isColour(b.name)) - Number(isColour(a.name)) || b.uses.length - a.uses.length,
  );
};

const control = (token) => {
  const { name, default: byDefault, uses } = token;
  const id = `token${name}`;
  const short = (tagName) => tagName.replace('wistia-', '').replaceAll('-', ' ');
  const help = uses.map(({ tagName, description }) => `${short(tagName)}: ${renderInline(description)}`).join('<br />');
  const [light, dark] = COLOURS[name] ?? [];
  const input = isColour(name)
    ? `<input type="color" id="${id}" data-token="${name}" value="${light}" data-light="${light}" data-dark="${dark}" />`
    : `<input type="text" id="${id}" data-token="${name}" placeholder="${escape(byDefault)}" size="8" spellcheck="false" autocomplete="off" aria-describedby="${id}-wrong" />`;
  return `<div class="token"><label for="${id}"><code>${name}</code></label> ${input}
<p class="soft small" id="${id}-help">${help}</p>
<p class="wrong small" id="${id}-wrong" role="alert"></p></div>`;
};

/** Markup of the controls, the preview and the CSS that comes of them. */
export const themingBench = (elements) => `
<h2 id="try-it">Try it <a class="anchor" href="#try-it" aria-label="Link to “Try it”">#</a></h2>
<p>Change a token: the widgets follow, and the CSS below is what you copy into your own style sheet. Colours are set for light and for dark pages apart.</p>
<form class="bench" id="bench">
<div class="actions">
<fieldset><legend class="unseen">The preview is</legend>
<label><input type="radio" name="scheme" value="light" checked /> Light</label>
<label><input type="radio" name="scheme" value="dark" /> Dark</label></fieldset>
<button type="reset">Start anew</button>
</div>
<div class="preview" id="preview">
<p class="big"><wistia-play-count media-id="993554ba94">Many</wistia-play-count> <span class="soft small">plays <wistia-trend media-id="993554ba94" type="sparkline"></wistia-trend></span></p>
<wistia-engagement-graph media-id="993554ba94">Half of all viewers stay to the end.</wistia-engagement-graph>
<wistia-heatmap media-id="993554ba94">Watched mostly at the beginning.</wistia-heatmap>
<wistia-trend last="30d" compare>Plays of the last thirty days</wistia-trend>
<wistia-recommendations limit="3" href-template="#{media_id}"></wistia-recommendations>
</div>
<h3 id="your-css">Your CSS</h3>
<div class="code"><pre tabindex="0"><code id="css" aria-live="off">/* Nothing is changed yet. */</code></pre></div>
<h3 id="all-tokens">All tokens</h3>
<div class="tokens">
${tokensOf(elements).map(control).join('\n')}
</div>
</form>
`;
