// The search: an index that is fetched when somebody wants it, and links in the order of how well they fit.
const MOST = 12;
const box = document.querySelector('.search');
const input = document.querySelector('#search');
const found = document.querySelector('#found');
const count = document.querySelector('#found-count');
box.hidden = false;

let index;
const load = () => (index ??= fetch('search.json').then((reply) => reply.json()));

/** How well an entry fits: every word has to be somewhere in it, and counts most in a title. */
const fit = ({ title, heading, text }, words) => {
  let sum = 0;
  for (const word of words) {
    const places = [
      [title, 6],
      [heading, 8],
      [text, 1],
    ];
    let best = 0;
    for (const [place, weight] of places) {
      const at = place.toLowerCase().indexOf(word);
      if (at < 0) continue;
      const isStart = at === 0 || /[\s<("`-]/.test(place[at - 1]);
      best += weight * (isStart ? 2 : 1);
    }
    if (!best) return 0;
    sum += best;
  }
  return sum;
};

const excerpt = (text, words) => {
  const at = Math.max(0, ...words.map((word) => text.toLowerCase().indexOf(word)));
  return (at > 40 ? '…' : '') + text.slice(Math.max(0, at - 40), at + 120);
};

const element = (tag, text) => {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
};

const show = async () => {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) {
    found.hidden = true;
    count.textContent = '';
    return;
  }
  const entries = await load().catch(() => []);
  const best = entries
    .map((entry) => ({ entry, score: fit(entry, words) }))
    .filter(({ score }) => score)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST);
  found.replaceChildren(
    ...best.map(({ entry: { page, title, heading, text } }) => {
      const link = document.createElement('a');
      link.href = page;
      link.append(element('strong', heading ? `${title}: ${heading}` : title), element('span', excerpt(text, words)));
      return link;
    }),
  );
  if (!best.length) found.append(element('p', `Nothing is found for “${input.value}”.`));
  count.textContent = best.length ? `${best.length} found` : 'Nothing is found';
  found.hidden = false;
};

const close = () => {
  found.hidden = true;
};

input.addEventListener('focus', load, { once: true });
input.addEventListener('input', show);
input.addEventListener('click', show);

box.addEventListener('keydown', (event) => {
  const links = [...found.querySelectorAll('a')];
  const at = links.indexOf(document.activeElement);
  if (event.key === 'Escape' && !found.hidden) {
    event.preventDefault();
    input.focus();
    close();
  } else if (event.key === 'Enter' && at < 0) {
    links[0]?.click();
  } else if (event.key === 'ArrowDown' && links.length) {
    event.preventDefault();
    links[Math.min(at + 1, links.length - 1)].focus();
  } else if (event.key === 'ArrowUp' && at >= 0) {
    event.preventDefault();
    (links[at - 1] ?? input).focus();
  }
});
box.addEventListener('focusout', ({ relatedTarget }) => {
  if (relatedTarget && !box.contains(relatedTarget)) close();
});
document.addEventListener('pointerdown', ({ target }) => {
  if (!box.contains(target)) close();
});
document.addEventListener('keydown', (event) => {
  const isTyping = event.target.closest?.('input, textarea, select, [contenteditable]');
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  input.focus();
});
found.addEventListener('click', close);
