// What a page's own script adds to its heatmaps.

// Cells of one's own: a text, or a node, a level.
document.querySelector('#bars').renderCell = ({ level }) => ' ▂▅█'[level];

// A viewing, told to the make-believe account, whose heatmap its own page then shows.
const watched = [
  [0, 50],
  [20, 45],
  [30, 40],
  [80, 130],
];
const told = await fetch('/sandbox/sessions', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ media_id: '993554ba94', watched }),
});
const { event } = await told.json();
const viewing = document.createElement('wistia-heatmap');
viewing.setAttribute('base-url', '/v1');
viewing.setAttribute('public-token', 'public-sandbox');
viewing.setAttribute('event-key', event.event_key);
viewing.append('One person’s viewing.');
document.querySelector('#viewing').append(viewing);
