import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { element } from './element.js';
import { LONG_TEXT } from './made-up-lists.js';
import { source } from './sources.js';
import { figures, fitsWhenReady, isReady, small, states } from './states.js';

const tag = 'wistia-play-count';

export default {
  title: 'Elements/Play count',
  component: tag,
  args: { 'base-url': source.data, 'media-id': '993554ba94', loading: 'eager' },
  render: (args) => element(tag, args, 'many plays'),
} satisfies Meta;

type Story = StoryObj;

export const Plays: Story = figures(tag);
export const WithALabel: Story = { args: { 'slot:label': 'plays' }, play: isReady(tag) };
export const Compact: Story = { args: { format: 'compact' }, play: isReady(tag) };
export const LastThirtyDays: Story = { args: { last: '30d' }, play: isReady(tag) };
export const HoursOfTheAccount: Story = {
  args: { 'media-id': '', field: 'hours_watched' },
  play: isReady(tag),
};
export const ShareWatched: Story = { args: { field: 'engagement' }, play: isReady(tag) };
export const Landmark: Story = {
  args: { landmark: '100', 'slot:label': 'plays', 'slot:celebration': '– a landmark! 🎉' },
  play: isReady(tag),
};
export const LongLabel: Story = {
  args: { 'base-url': source.long, 'slot:label': LONG_TEXT },
  decorators: small,
  play: fitsWhenReady(tag),
};
const all = states(tag);
/** No days: nothing to sum. */
export const Empty: Story = { ...all.Empty, args: { ...all.Empty.args, last: '30d' } };
export const Loading = all.Loading, Stale = all.Stale, Error = all.Error, Offline = all.Offline,
  Hostile = all.Hostile, Dark = all.Dark, RightToLeft = all.RightToLeft, Small = all.Small,
  LongFallback = all.LongFallback;
