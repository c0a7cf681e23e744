/** The states that every data element has, as stories. */
import { expect, waitFor } from 'storybook/test';
import type { StoryObj } from '@storybook/web-components-vite';
import type { StatsElement } from '../src/elements/stats-element.js';
import { LONG_TEXT } from './made-up-lists.js';
import { source } from './sources.js';

type Story = StoryObj;
type Play = NonNullable<Story['play']>;
type Context = Parameters<Play>[0];
type Decorators = NonNullable<Story['decorators']>;

const found = ({ canvasElement }: Context, tag: string) => canvasElement.querySelector<StatsElement<unknown>>(tag)!;

const PATIENCE = { timeout: 60_000 };

/** Waits until the element is in all of these states. */
export const reaches =
  (tag: string, ...states: string[]): Play =>
  (context) =>
    waitFor(() => {
      for (const state of states) expect(found(context, tag).matches(`:state(${state})`), state).toBe(true);
    }, PATIENCE);

/** Waits until the element shows its figures. */
export const isReady = (tag: string): Play => reaches(tag, 'ready');

/** What the element is for, with its markup: the first story of each. */
export const figures = (tag: string) =>
  ({ play: isReady(tag), parameters: { docs: { canvas: { sourceState: 'shown' } } } }) satisfies Story;

/** One after the other. */
const both =
  (...plays: Play[]): Play =>
  async (context) => {
    for (const play of plays) await play(context);
  };

const isDark =
  (tag: string): Play =>
  (context) =>
    waitFor(() => {
      const [red] = getComputedStyle(found(context, tag)).color.match(/\d+/g)!;
      expect(Number(red), 'text on a dark page is light').toBeGreaterThan(200);
    }, PATIENCE);

const readsFromTheRight =
  (tag: string): Play =>
  (context) =>
    waitFor(() => {
      expect(getComputedStyle(found(context, tag)).direction).toBe('rtl');
      expect(found(context, tag).closest('[lang]')!.getAttribute('lang')).toBe('ar');
    }, PATIENCE);

/** Nothing reaches out of a page of 320 pixels. */
const fits: Play = ({ canvasElement }) =>
  waitFor(() => {
    const { clientWidth, scrollWidth } = canvasElement.querySelector('.story-small')!;
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
  }, PATIENCE);

/** As on a small phone. */
export const small: Decorators = [
  (story) => {
    const box = document.createElement('div');
    box.className = 'story-small';
    box.append(story() as Node);
    return box;
  },
];

/** Ready, on a small phone, and nothing out of it. */
export const fitsWhenReady = (tag: string): Play => both(isReady(tag), fits);

/** A state from the error on: what is asked fails from now on, and the last good value stays. */
const goesStale =
  (tag: string): Play =>
  async (context) => {
    await isReady(tag)(context);
    found(context, tag).refetch();
    await reaches(tag, 'ready', 'stale')(context);
  };

/** A story for each state. */
export const states = (tag: string) =>
  ({
    Loading: { args: { 'base-url': source.loading }, play: reaches(tag, 'loading') },
    Empty: { args: { 'base-url': source.empty }, play: reaches(tag, 'empty') },
    Stale: { args: { 'base-url': source.stale }, play: goesStale(tag) },
    Error: { args: { 'base-url': source.error }, play: reaches(tag, 'error') },
    Offline: { args: { 'base-url': source.offline }, play: reaches(tag, 'error') },
    Hostile: { args: { 'base-url': source.hostile }, play: reaches(tag, 'error') },
    Dark: { globals: { theme: 'dark' }, play: both(isReady(tag), isDark(tag)) },
    RightToLeft: { globals: { language: 'ar' }, play: both(isReady(tag), readsFromTheRight(tag)) },
    Small: { decorators: small, play: fitsWhenReady(tag) },
    /** Until there are figures, and where there never are. */
    LongFallback: {
      args: { 'base-url': source.loading, 'slot:': LONG_TEXT },
      decorators: small,
      play: both(reaches(tag, 'loading'), fits),
    },
  }) satisfies Record<string, Story>;

/** A private element on a page that has signed nobody in. */
const needsToken =
  (tag: string): Play =>
  async (context) => {
    await reaches(tag, 'error')(context);
    await expect(found(context, tag).shadowRoot!.textContent).toContain('Shown to signed readers only');
  };

/** Ready, and what meant harm is text: no element and no address came of it. */
export const showsNothingSly =
  (tag: string): Play =>
  async (context) => {
    await isReady(tag)(context);
    const root = found(context, tag).shadowRoot!;
    await expect(root.querySelectorAll('img, script, [href^="javascript:"]')).toHaveLength(0);
    await expect(root.textContent).toContain('<script>');
    await expect(document.title).not.toBe('pwned');
  };

/** What the tables for signed readers have besides. */
export const privateStates = (tag: string) =>
  ({
    /** A page without a signed token: the table says who may read it. */
    NoToken: { args: { token: '' }, play: needsToken(tag) },
    HostileNames: { args: { 'base-url': source.sly }, play: showsNothingSly(tag) },
    LongNames: { args: { 'base-url': source.long }, play: isReady(tag) },
    LongNamesOnAPhone: { args: { 'base-url': source.long }, decorators: small, play: fitsWhenReady(tag) },
  }) satisfies Record<string, Story>;
