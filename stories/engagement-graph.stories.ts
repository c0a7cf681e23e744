import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { element } from './element.js';
import { source } from './sources.js';
import { isReady, states } from './states.js';

const tag = 'wistia-engagement-graph';
const { loading, empty, stale, error, offline, hostile, dark, rightToLeft, small } = states(tag);

export default {
  title: 'Elements/Engagement graph',
  component: tag,
  args: { 'base-url': source.data, 'media-id': '993554ba94', loading: 'eager' },
  render: (args) => element(tag, args, 'How much of the video is watched'),
} satisfies Meta;

type Story = StoryObj;

export const ShareStillWatching: Story = { play: isReady(tag) };
export const Counts: Story = { args: { scale: 'count' }, play: isReady(tag) };
export const WithoutRewatches: Story = { args: { 'no-rewatch': true }, play: isReady(tag) };
export const Loading: Story = loading;
export const Empty: Story = empty;
export const Stale: Story = stale;
export const Error: Story = error;
export const Offline: Story = offline;
export const Hostile: Story = hostile;
export const Dark: Story = dark;
export const RightToLeft: Story = rightToLeft;
export const Small: Story = small;
