import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { element } from './element.js';
import { source } from './sources.js';
import { figures, isReady, states } from './states.js';

const tag = 'wistia-engagement-graph';

export default {
  title: 'Elements/Engagement graph',
  component: tag,
  args: { 'base-url': source.data, 'media-id': '993554ba94', loading: 'eager' },
  render: (args) => element(tag, args, 'How much of the video is watched'),
} satisfies Meta;

type Story = StoryObj;

export const ShareStillWatching: Story = figures(tag);
export const Counts: Story = { args: { scale: 'count' }, play: isReady(tag) };
export const WithoutRewatches: Story = { args: { 'no-rewatch': true }, play: isReady(tag) };
export const OfAnHour: Story = { args: { 'media-id': '7xim6ejqhf' }, play: isReady(tag) };
const all = states(tag);
export const Loading = all.Loading, Empty = all.Empty, Stale = all.Stale, Error = all.Error,
  Offline = all.Offline, Hostile = all.Hostile, Dark = all.Dark, RightToLeft = all.RightToLeft,
  Small = all.Small, LongFallback = all.LongFallback;
