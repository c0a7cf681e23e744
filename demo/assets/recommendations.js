// A design of one's own: what this gives lands in the page, where the page's CSS reaches it.
document.querySelector('#own-design').renderItem = ({ name }) => {
  const chip = document.createElement('span');
  chip.className = 'chip';
  chip.dir = 'auto';
  chip.textContent = name;
  return chip;
};
