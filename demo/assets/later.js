const placeholder = document.createElement('div');
placeholder.className = 'wistia-widget';
placeholder.dataset.wistiaWidget = 'play-count';
placeholder.dataset.mediaId = '993554ba94';
placeholder.dataset.field = 'load_count';
placeholder.textContent = 'many loads';
document.querySelector('#later').append(placeholder);
