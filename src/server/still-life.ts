/** What differs between a widget that lives and one that is read where no script runs. */
import { ElementNode } from './node-tree.js';
import type { ParentNode } from './node-tree.js';
import { filled } from './strip-canvas.js';

const CONTROL = /^(role|tabindex|aria-)/;

/** Pixels between an axis and its labels, as charts have them. */
const GAP = 10;

const share = (place: number, whole: number): string => `${Math.round((place / whole) * 1e4) / 100}%`;

/** Labels beside the curves take as much room as the longest of them, whatever the chart's width is. */
const keepRoom = (svg: ElementNode, texts: readonly string[]): void => {
  const plot = svg.parent!;
  const room = new ElementNode('span');
  room.class = 'room';
  room.setAttribute('aria-hidden', 'true');
  room.append(texts.reduce((longest, text) => (text.length > longest.length ? text : longest)));
  const curves = new ElementNode('div');
  curves.class = 'curves';
  plot.insertBefore(curves, svg);
  curves.append(svg);
  plot.insertBefore(room, curves);
};

/**
 * A drawing for one size becomes one for every size: curves are stretched, and keep their lines' width;
 * texts stand at shares of it, and keep their letters'.
 */
const stretch = (svg: ElementNode): void => {
  const viewBox = svg.getAttribute('viewBox');
  if (!viewBox) return;
  const [, , all = 0, height = 0] = viewBox.split(' ').map(Number);
  const grid = /^M([\d.]+),[\d.]+H([\d.]+)/.exec(svg.querySelector('path')?.getAttribute('d') ?? '');
  const left = Number(grid?.[1] ?? 0);
  const width = Number(grid?.[2] ?? all) - left;
  const curves = new ElementNode('svg');
  curves.setAttribute('viewBox', `${left} 0 ${width} ${height}`);
  curves.setAttribute('preserveAspectRatio', 'none');
  svg.removeAttribute('viewBox');
  for (const path of svg.querySelectorAll('path')) {
    if (!path.getAttribute('d')) path.remove();
    else {
      path.setAttribute('vector-effect', 'non-scaling-stroke');
      curves.append(path);
    }
  }
  const beside: string[] = [];
  for (const text of svg.querySelectorAll('text')) {
    const x = Number(text.getAttribute('x')) - left;
    const isBeside = x < 0 || x > width;
    if (isBeside) {
      beside.push(text.textContent);
      text.setAttribute('dx', x < 0 ? `-${GAP}` : `${GAP}`);
    }
    text.setAttribute('x', isBeside ? (x < 0 ? '0' : '100%') : share(x, width));
    text.setAttribute('y', share(Number(text.getAttribute('y')), height));
  }
  svg.prepend(curves);
  if (beside.length) keepRoom(svg, beside);
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
