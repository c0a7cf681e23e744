import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { element } from './element.js';
import { STORY_EVENT } from './made-up-people.js';
import { source } from './sources.js';
import { figures, isReady, states } from './states.js';

const tag = 'wistia-heatmap';

export default {
  title: 'Elements/Heatmap',
  component: tag,
  args: { 'base-url': source.data, 'media-id': '993554ba94', loading: 'eager' },
  render: (args) => element(tag, args, 'Which parts of the video are watched'),
} satisfies Meta;

type Story = StoryObj;

export const ViewsOfAll: Story = figures(tag);
export const Rewatches: Story = { args: { field: 'rewatch_data' }, play: isReady(tag) };
export const PurpleCats: Story = { args: { palette: 'purple', glyph: '🐱' }, play: isReady(tag) };
export const Cividis: Story = { args: { palette: 'cividis' }, play: isReady(tag) };
export const Heat: Story = { args: { palette: 'heat' }, play: isReady(tag) };
export const Thin: Story = { args: { layout: 'thin', field: 'rewatch_data' }, play: isReady(tag) };
export const Bars: Story = {
  args: { renderCell: ({ level }: { level: number }) => ' ▂▅█'[level] },
  play: isReady(tag),
};
/** Wistia's own page about what one person has watched, in a frame. */
export const OneViewing: Story = {
  args: { 'media-id': '', 'event-key': STORY_EVENT, 'public-token': 'public-sandbox' },
  play: isReady(tag),
};
const all = states(tag);
export const Loading = all.Loading, Empty = all.Empty, Stale = all.Stale, Error = all.Error,
  Offline = all.Offline, Hostile = all.Hostile, Dark = all.Dark, RightToLeft = all.RightToLeft,
  Small = all.Small, LongFallback = all.LongFallback;
