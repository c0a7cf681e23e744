import { userEvent } from 'storybook/test';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { signedIn } from './element.js';
import { STORY_EVENT } from './made-up-people.js';
import { figures, isReady, privateStates, states } from './states.js';
import { source } from './sources.js';

const tag = 'wistia-events';

export default {
  title: 'Elements/Events',
  component: tag,
  args: {
    'base-url': source.gateway,
    'per-page': 8,
    'public-token': 'public-sandbox',
    'api-url': source.data,
    loading: 'eager',
  },
  render: (args) => signedIn(tag, args),
} satisfies Meta;

type Story = StoryObj;

/** Nobody in here exists. */
export const MadeUpViewings: Story = figures(tag);
/** A row opens, with its heatmap. */
export const Opened: Story = {
  async play(context) {
    await isReady(tag)(context);
    const root = context.canvasElement.querySelector(tag)!.shadowRoot!;
    await userEvent.click(root.querySelector<HTMLElement>('th button')!);
    await isReady('wistia-heatmap')({ ...context, canvasElement: root as unknown as HTMLElement });
  },
};
export const OneViewing: Story = { args: { 'event-key': STORY_EVENT }, play: isReady(tag) };
/** With a token that does not open personal data. */
export const WithoutPlaces: Story = { args: { token: 'a-token-without-the-scope' }, play: isReady(tag) };
export const OfAVideo: Story = { args: { 'media-id': '993554ba94', last: '14d' }, play: isReady(tag) };
const mine = privateStates(tag);
export const NoToken = mine.NoToken, HostileNames = mine.HostileNames, LongNames = mine.LongNames,
  LongNamesOnAPhone = mine.LongNamesOnAPhone;
const all = states(tag);
export const Loading = all.Loading, Empty = all.Empty, Stale = all.Stale, Error = all.Error,
  Offline = all.Offline, Hostile = all.Hostile, Dark = all.Dark, RightToLeft = all.RightToLeft,
  Small = all.Small;
