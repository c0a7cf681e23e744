import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { element } from './element.js';
import { source } from './sources.js';
import { isReady, states } from './states.js';

const tag = 'wistia-heatmap';
const { loading, empty, stale, error, offline, hostile, dark, rightToLeft, small } = states(tag);

export default {
  title: 'Elements/Heatmap',
  component: tag,
  args: { 'base-url': source.data, 'media-id': '993554ba94', loading: 'eager' },
  render: (args) => element(tag, args, 'Which parts of the video are watched'),
} satisfies Meta;

type Story = StoryObj;

export const ViewsOfAll: Story = { play: isReady(tag) };
export const Rewatches: Story = { args: { field: 'rewatch_data' }, play: isReady(tag) };
export const PurpleCats: Story = { args: { palette: 'purple', glyph: '🐱' }, play: isReady(tag) };
export const Cividis: Story = { args: { palette: 'cividis' }, play: isReady(tag) };
export const Heat: Story = { args: { palette: 'heat' }, play: isReady(tag) };
export const Thin: Story = { args: { layout: 'thin', field: 'rewatch_data' }, play: isReady(tag) };
export const Bars: Story = {
  args: { renderCell: ({ level }: { level: number }) => ' ▂▅█'[level] },
  play: isReady(tag),
};
export const Loading: Story = loading;
export const Empty: Story = empty;
export const Stale: Story = stale;
export const Error: Story = error;
export const Offline: Story = offline;
export const Hostile: Story = hostile;
export const Dark: Story = dark;
export const RightToLeft: Story = rightToLeft;
export const Small: Story = small;
