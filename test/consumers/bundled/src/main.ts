import { WistiaPlayCount } from 'wistia-widgets';
import type { WistiaErrorDetail } from 'wistia-widgets';

const output = document.querySelector('output')!;

document.addEventListener('wistia-load', ({ target }) => {
  if (target instanceof WistiaPlayCount) output.value = target.value!.toFixed();
});
document.addEventListener('wistia-error', ({ detail }) => {
  const { error }: WistiaErrorDetail = detail;
  console.error(error.message);
});
document.querySelector('wistia-recommendations')!.renderItem = ({ name }) => `▶ ${name}`;
