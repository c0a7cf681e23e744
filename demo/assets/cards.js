// What a site's own template would do: cards from the catalogue, a count in each.
const minutes = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;

const card = ({ hashed_id, name, duration, thumbnail }) => {
  const item = document.createElement('li');
  const picture = document.createElement('img');
  picture.alt = '';
  picture.loading = 'lazy';
  picture.width = 640;
  picture.height = 360;
  if (thumbnail) picture.src = thumbnail.url;
  const title = document.createElement('p');
  title.className = 'name';
  title.dir = 'auto';
  title.textContent = name;
  const figures = document.createElement('p');
  figures.className = 'figures';
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
  item.append(picture, title, figures);
  return item;
};

const response = await fetch('/medias.json');
const medias = await response.json();
document.querySelector('#cards').append(...medias.slice(0, 12).map(card));
