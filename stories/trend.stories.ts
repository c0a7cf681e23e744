import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { element } from './element.js';
import { source } from './sources.js';
import { figures, isReady, states } from './states.js';

const tag = 'wistia-trend';

export default {
  title: 'Elements/Trend',
  component: tag,
  args: { 'base-url': source.data, 'media-id': '993554ba94', loading: 'eager' },
  render: (args) => element(tag, args, 'How often the video is played'),
} satisfies Meta;

type Story = StoryObj;

export const ThirtyDays: Story = figures(tag);
export const Compared: Story = { args: { compare: true }, play: isReady(tag) };
export const Line: Story = { args: { type: 'line', last: '13w', compare: true }, play: isReady(tag) };
export const Bars: Story = { args: { type: 'bar', last: '14d', compare: true }, play: isReady(tag) };
export const WeeksOfAYear: Story = { args: { last: '1y', group: 'week' }, play: isReady(tag) };
export const MonthsOfTwoYears: Story = { args: { type: 'bar', last: '2y', group: 'month' }, play: isReady(tag) };
export const HoursOfTheAccount: Story = {
  args: { 'media-id': '', field: 'hours_watched', compare: true },
  play: isReady(tag),
};
export const OneDay: Story = { args: { 'media-id': '', last: '2d' }, play: isReady(tag) };
export const Sparkline: Story = {
  args: { type: 'sparkline' },
  render: (args) => {
    const sentence = document.createElement('p');
    sentence.append('Watched every day ', element(tag, args), ', and more of late.');
    return sentence;
  },
  play: isReady(tag),
};
export const LargeFigures: Story = { args: { 'base-url': source.long, last: '14d' }, play: isReady(tag) };
const all = states(tag);
export const Loading = all.Loading, Empty = all.Empty, Stale = all.Stale, Error = all.Error,
  Offline = all.Offline, Hostile = all.Hostile, Dark = all.Dark, RightToLeft = all.RightToLeft,
  Small = all.Small, LongFallback = all.LongFallback;
