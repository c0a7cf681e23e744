import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { element } from './element.js';
import { source } from './sources.js';
import { figures, isReady, reaches } from './states.js';

const tag = 'wistia-stats-source';
const count = 'wistia-play-count';

const plays = (args: Record<string, unknown> = {}) =>
  element(count, { 'media-id': '993554ba94', loading: 'eager', 'slot:label': 'plays', ...args }, 'many plays');

export default {
  title: 'Elements/Stats source',
  component: tag,
  args: { 'base-url': source.data },
  render: (args) => element(tag, args, [plays()]),
} satisfies Meta;

type Story = StoryObj;

export const ForTheWidgetsInside: Story = figures(count);
/** Days are those of the account's time zone. */
export const WithATimeZone: Story = {
  args: { 'time-zone': 'America/New_York' },
  render: (args) => element(tag, args, [element('wistia-trend', { 'media-id': '993554ba94', loading: 'eager' })]),
  play: isReady('wistia-trend'),
};
/** The last good figures stay in this browser, and are there at once on the next page. */
export const Persistent: Story = { args: { persist: true }, play: isReady(count) };
/** The nearest source is the one that counts. */
export const OneInsideAnother: Story = {
  args: { 'base-url': source.error },
  render: (args) => element(tag, args, [element(tag, { 'base-url': source.data }, [plays()])]),
  play: isReady(count),
};
/** The widget keeps its fallback, and the console says what to write instead. */
export const NoAddress: Story = {
  args: { 'base-url': 'ftp://stats.example.com/' },
  play: reaches(count, 'error'),
};
export const Dark: Story = { globals: { theme: 'dark' }, play: isReady(count) };
export const RightToLeft: Story = { globals: { language: 'ar' }, play: isReady(count) };
