import { expect } from 'storybook/test';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { WistiaRecommendations } from '../src/elements/recommendations.js';
import type { Recommendation } from '../src/stats/fields.js';
import { element } from './element.js';
import { source } from './sources.js';
import { figures, fitsWhenReady, isReady, showsNothingSly, small, states } from './states.js';

const tag = 'wistia-recommendations';

export default {
  title: 'Elements/Recommendations',
  component: tag,
  args: {
    'base-url': source.gateway,
    'href-template': 'https://www.example.com/videos/{media_id}',
    loading: 'eager',
  },
  render: (args) => element(tag, args, 'More videos'),
} satisfies Meta;

type Story = StoryObj;

const found = (canvas: HTMLElement) => canvas.querySelector<WistiaRecommendations>(tag)!;

export const Grid: Story = figures(tag);
export const List: Story = { args: { layout: 'list' }, play: isReady(tag) };
export const Carousel: Story = { args: { layout: 'carousel' }, play: isReady(tag) };
export const Popular: Story = { args: { strategy: 'popular' }, play: isReady(tag) };
/** The same few again and again, until the visitor converts. */
export const Repeat: Story = {
  args: { strategy: 'repeat', 'media-ids': 'ok7lkjqy3y,2qz7v4bvm9', limit: 2 },
  play: isReady(tag),
};
export const PinnedFirst: Story = { args: { pin: 'jj7wo5jgih' }, play: isReady(tag) };
/** No server makes this list: the page ranks what the snapshot has published. */
export const FromASnapshot: Story = { args: { 'base-url': source.data }, play: isReady(tag) };
export const NothingLeft: Story = {
  args: { 'base-url': source.empty },
  render: (args) => element(tag, args),
  async play(context) {
    await states(tag).Empty.play(context);
    await expect(found(context.canvasElement).shadowRoot!.textContent).toContain('You have watched everything here.');
  },
};
/** Without a fallback, grey cards keep the place. */
export const LoadingWithoutFallback: Story = {
  args: { 'base-url': source.loading },
  render: (args) => element(tag, args),
  play: (context) => states(tag).Loading.play(context),
};
export const NothingLeftInTheAuthorsWords: Story = {
  args: { 'base-url': source.empty, 'slot:empty': 'That was all. New videos come on Fridays.' },
  play: (context) => states(tag).Empty.play(context),
};
/** Titles, pictures and reasons that mean harm are text, and no picture. */
export const HostileTitles: Story = {
  args: { 'base-url': source.sly },
  play: showsNothingSly(tag),
};
/** An address that is none: cards that lead nowhere, and no link. */
export const HostileAddress: Story = {
  args: { 'href-template': 'javascript:alert({media_id})' },
  async play(context) {
    await isReady(tag)(context);
    await expect(found(context.canvasElement).shadowRoot!.querySelector('a[href]')).toBeNull();
  },
};
export const LongTitles: Story = { args: { 'base-url': source.long }, play: isReady(tag) };
export const LongTitlesInAList: Story = {
  args: { 'base-url': source.long, layout: 'list' },
  decorators: small,
  play: fitsWhenReady(tag),
};
export const OwnDesign: Story = {
  args: {
    renderItem: ({ name, duration }: Recommendation) => {
      const chip = document.createElement('strong');
      chip.dir = 'auto';
      chip.textContent = `▶ ${name} · ${Math.ceil((duration ?? 0) / 60)} min`;
      return chip;
    },
  },
  async play(context) {
    await isReady(tag)(context);
    await expect(found(context.canvasElement).querySelectorAll('strong')).toHaveLength(4);
  },
};
export const CarouselOnAPhone: Story = {
  args: { layout: 'carousel' },
  decorators: small,
  play: fitsWhenReady(tag),
};
const all = states(tag);
export const Loading = all.Loading, Empty = all.Empty, Stale = all.Stale, Error = all.Error,
  Offline = all.Offline, Hostile = all.Hostile, Dark = all.Dark, RightToLeft = all.RightToLeft,
  Small = all.Small, LongFallback = all.LongFallback;
