// Buttons of the page's own that save the graph as a file.
const graph = document.querySelector('#graph');
const saves = { image: () => graph.downloadImage(), csv: () => graph.downloadCSV() };

for (const button of document.querySelectorAll('[data-save]')) {
  button.addEventListener('click', () => saves[button.dataset.save]());
}
