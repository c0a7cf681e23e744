// What a site's own template would do: cards from the catalogue, a count in each.
const minutes = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;

const MOST = 12;

/** A place that is as large as what comes into it, so that nothing below it moves then. */
const emptyCard = () => {
  const item = document.createElement('li');
  const picture = document.createElement('img');
  picture.alt = '';
  picture.loading = 'lazy';
  picture.width = 640;
  picture.height = 360;
  const title = document.createElement('p');
  title.className = 'name';
  title.dir = 'auto';
  title.textContent = '\u00a0';
  const figures = document.createElement('p');
  figures.className = 'figures';
  item.append(picture, title, figures);
  return item;
};

const fill = (item, { hashed_id, name, duration, thumbnail }) => {
  const [picture, title, figures] = item.children;
  if (thumbnail) picture.src = thumbnail.url;
  title.textContent = name;
  const count = document.createElement('wistia-play-count');
  count.setAttribute('media-id', hashed_id);
  count.setAttribute('format', 'compact');
  const label = document.createElement('span');
  label.slot = 'label';
  label.textContent = 'plays';
  count.append('many plays', label);
  const length = document.createElement('span');
  length.textContent = duration ? minutes(duration) : '';
  figures.append(length, count);
};

const items = Array.from({ length: MOST }, emptyCard);
document.querySelector('#cards').append(...items);
const response = await fetch('/medias.json');
const medias = await response.json();
items.forEach((item, index) => (medias[index] ? fill(item, medias[index]) : item.remove()));
