import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { element, slotted } from './element.js';
import { source } from './sources.js';
import { isReady, states } from './states.js';

const tag = 'wistia-play-count';
const { loading, empty, stale, error, offline, hostile, dark, rightToLeft, small } = states(tag);

export default {
  title: 'Elements/Play count',
  component: tag,
  args: { 'base-url': source.data, 'media-id': '993554ba94', loading: 'eager' },
  render: (args) => element(tag, args, 'many plays'),
} satisfies Meta;

type Story = StoryObj;

export const Plays: Story = { play: isReady(tag) };
export const Compact: Story = { args: { format: 'compact' }, play: isReady(tag) };
export const LastThirtyDays: Story = { args: { last: '30d' }, play: isReady(tag) };
export const HoursOfTheAccount: Story = {
  args: { 'media-id': '', field: 'hours_watched' },
  play: isReady(tag),
};
export const ShareWatched: Story = { args: { field: 'engagement' }, play: isReady(tag) };
export const Landmark: Story = {
  args: { landmark: '100' },
  render: (args) =>
    element(tag, args, [slotted('label', 'plays'), slotted('celebration', '– a landmark! 🎉')]),
  play: isReady(tag),
};
export const LongLabel: Story = {
  render: (args) =>
    element(tag, args, [
      slotted('label', 'plays of a video whose title is so long that it goes over more than one line'),
    ]),
  play: small.play,
  decorators: small.decorators!,
};
export const Loading: Story = loading;
/** No days: nothing to sum. */
export const Empty: Story = {
  args: { 'base-url': source.empty, last: '30d' },
  play: empty.play,
};
export const Stale: Story = stale;
export const Error: Story = error;
export const Offline: Story = offline;
export const Hostile: Story = hostile;
export const Dark: Story = dark;
export const RightToLeft: Story = rightToLeft;
export const Small: Story = small;
