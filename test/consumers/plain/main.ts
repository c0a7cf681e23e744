// By the import map of the page.
import 'wistia-widgets/autoload';
import type { WistiaPlayCount } from 'wistia-widgets';

const output = document.querySelector('output')!;

const isCount = (target: EventTarget | null): target is WistiaPlayCount =>
  target instanceof Element && target.localName === 'wistia-play-count';

document.addEventListener('wistia-load', ({ target }) => {
  if (isCount(target)) output.value = target.value!.toFixed();
});
document.querySelector('wistia-recommendations')!.renderItem = ({ name }) => `▶ ${name}`;
