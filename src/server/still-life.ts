/** What differs between a widget that lives and one that is read where no script runs. */
import { ElementNode } from './node-tree.js';
import type { ParentNode } from './node-tree.js';
import { filled } from './strip-canvas.js';

const CONTROL = /^(role|tabindex|aria-)/;

const share = (place: string | null, whole: number): string =>
  `${Math.round((Number(place) / whole) * 1e4) / 100}%`;

/**
 * A drawing for one size becomes one for every size: curves are stretched, and keep their lines' width;
 * texts stand at shares of it, and keep their letters'.
 */
const stretch = (svg: ElementNode): void => {
  const viewBox = svg.getAttribute('viewBox');
  if (!viewBox) return;
  const [, , width, height] = viewBox.split(' ').map(Number);
  const curves = new ElementNode('svg');
  curves.setAttribute('viewBox', viewBox);
  curves.setAttribute('preserveAspectRatio', 'none');
  svg.removeAttribute('viewBox');
  for (const path of svg.querySelectorAll('path')) {
    if (!path.getAttribute('d')) path.remove();
    else {
      path.setAttribute('vector-effect', 'non-scaling-stroke');
      curves.append(path);
    }
  }
  for (const text of svg.querySelectorAll('text')) {
    text.setAttribute('x', share(text.getAttribute('x'), width!));
    text.setAttribute('y', share(text.getAttribute('y'), height!));
  }
  svg.prepend(curves);
};

/** What is in the way without a style sheet: pictures of no size, and what is there to be heard only. */
const BARE = ['svg', 'canvas', 'img', 'button', 'table', '.thumbnail', '.plot', '.swatch'];

/**
 * Leaves a tree with what can be seen and read, and takes what could only be used.
 * @param isStyled - Its style sheet is there; otherwise words alone stay.
 */
export const makeStill = (root: ParentNode, isStyled: boolean): void => {
  const drop = (selector: string) => root.querySelectorAll(selector).forEach((node) => node.remove());
  if (!isStyled) BARE.forEach(drop);
  for (const node of root.querySelectorAll('svg')) stretch(node);
  for (const plot of root.querySelectorAll('.plot')) {
    for (const { name } of plot.attributes) if (CONTROL.test(name)) plot.removeAttribute(name);
  }
  for (const swatch of root.querySelectorAll('.swatch')) {
    if (swatch.style.background) swatch.append(filled(swatch.style.background));
  }
  for (const button of root.querySelectorAll('button')) button.setAttribute('disabled', '');
  const hidden = (node: ParentNode): void => {
    for (const child of node.children) {
      if (child.hidden) child.remove();
      else hidden(child);
    }
  };
  hidden(root);
};
