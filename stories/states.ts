/** The states that every data element has, as stories. */
import { expect, waitFor } from 'storybook/test';
import type { StoryObj } from '@storybook/web-components-vite';
import { source } from './sources.js';

type Story = StoryObj;
type Play = NonNullable<Story['play']>;

const element = (canvas: HTMLElement, tag: string) => canvas.querySelector(tag)!;

const reaches =
  (tag: string, ...states: string[]): Play =>
  async ({ canvasElement }) => {
    await waitFor(() => {
      for (const state of states) {
        expect(element(canvasElement, tag).matches(`:state(${state})`), state).toBe(true);
      }
    }, { timeout: 10_000 });
  };

/** Waits until the element shows its figures. */
export const isReady = (tag: string): Play => reaches(tag, 'ready');

type State =
  | 'loading'
  | 'empty'
  | 'stale'
  | 'error'
  | 'offline'
  | 'hostile'
  | 'dark'
  | 'rightToLeft'
  | 'small';

/** A story for each state. */
export const states = (tag: string): Record<State, Story & { play: Play }> => ({
  loading: { args: { 'base-url': source.loading }, play: reaches(tag, 'loading') },
  empty: { args: { 'base-url': source.empty }, play: reaches(tag, 'empty') },
  stale: {
    args: { 'base-url': source.stale },
    async play(context) {
      await isReady(tag)(context);
      (element(context.canvasElement, tag) as HTMLElement & { refetch(): void }).refetch();
      await reaches(tag, 'ready', 'stale')(context);
    },
  },
  error: { args: { 'base-url': source.error }, play: reaches(tag, 'error') },
  offline: { args: { 'base-url': source.offline }, play: reaches(tag, 'error') },
  hostile: { args: { 'base-url': source.hostile }, play: reaches(tag, 'error') },
  dark: { globals: { theme: 'dark' }, play: isReady(tag) },
  rightToLeft: { globals: { language: 'ar' }, play: isReady(tag) },
  small: {
    decorators: [
      (story) => {
        const box = document.createElement('div');
        box.className = 'story-small';
        box.append(story() as Node);
        return box;
      },
    ],
    play: isReady(tag),
  },
});
