import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { signedIn } from './element.js';
import { figures, isReady, privateStates, states } from './states.js';
import { source } from './sources.js';

const tag = 'wistia-visitors';

export default {
  title: 'Elements/Visitors',
  component: tag,
  args: { 'base-url': source.gateway, 'per-page': 8, loading: 'eager' },
  render: (args) => signedIn(tag, args),
} satisfies Meta;

type Story = StoryObj;

/** Nobody in here exists. */
export const MadeUpPeople: Story = figures(tag);
/** With a token that does not open personal data. */
export const WithoutNames: Story = { args: { token: 'a-token-without-the-scope' }, play: isReady(tag) };
export const LastPage: Story = { args: { page: 4 }, play: isReady(tag) };
export const Filtered: Story = { args: { filter: 'has_name' }, play: isReady(tag) };
export const OneVisitor: Story = { args: { 'visitor-key': 'nobody00-made-up' }, play: isReady(tag) };
export const WithoutTools: Story = { args: { 'no-tools': true }, play: isReady(tag) };
const mine = privateStates(tag);
export const NoToken = mine.NoToken, HostileNames = mine.HostileNames, LongNames = mine.LongNames,
  LongNamesOnAPhone = mine.LongNamesOnAPhone;
const all = states(tag);
export const Loading = all.Loading, Empty = all.Empty, Stale = all.Stale, Error = all.Error,
  Offline = all.Offline, Hostile = all.Hostile, Dark = all.Dark, RightToLeft = all.RightToLeft,
  Small = all.Small;
