import { withActions } from 'storybook/actions/decorator';
import type { Preview } from '@storybook/web-components-vite';
import manifest from '../dist/custom-elements.json';
import '../src/index.js';
import '../src/elements/visitors.js';
import '../src/elements/events.js';
import { answerStories } from '../stories/sources.js';
import { declarationOf, rowsOf } from './element-parts.js';
import type { Manifest } from './element-parts.js';
import { embedCode } from './embed-code.js';
import './preview.css';

const { modules } = manifest as Manifest;
answerStories();

const items = (titles: Record<string, string>) =>
  Object.entries(titles).map(([value, title]) => ({ value, title }));

const declaration = (tag: unknown) => declarationOf({ modules }, String(tag));

const eventNames = modules
  .flatMap(({ declarations = [] }) => declarations)
  .flatMap(({ events = [] }) => events.map(({ name }) => name));

export default {
  tags: ['autodocs'],
  globalTypes: {
    theme: {
      toolbar: {
        title: 'Theme',
        icon: 'mirror',
        dynamicTitle: true,
        items: items({ light: 'Light', dark: 'Dark' }),
      },
    },
    language: {
      toolbar: {
        title: 'Language',
        icon: 'globe',
        dynamicTitle: true,
        items: items({
          en: 'English',
          de: 'Deutsch',
          fr: 'Français',
          es: 'Español',
          pt: 'Português',
          ja: '日本語',
          ar: 'العربية',
        }),
      },
    },
  },
  initialGlobals: { theme: 'light', language: 'en' },
  parameters: {
    a11y: { test: 'error' },
    actions: { handles: [...new Set(eventNames)] },
    controls: { expanded: true },
    docs: {
      extractArgTypes: (tag: unknown) => rowsOf(declaration(tag) ?? {}),
      extractComponentDescription: (tag: unknown) => declaration(tag)?.description,
      source: { excludeDecorators: true, transform: embedCode },
    },
    // The page's own colours are the toolbar's theme.
    backgrounds: { disable: true },
    options: { storySort: { order: ['Welcome', 'Elements'] } },
  },
  decorators: [
    withActions,
    // On a docs page each story has a theme and a language of its own.
    (story, { globals, viewMode }) => {
      const box = document.createElement('div');
      box.className = globals.theme === 'dark' ? 'story dark' : 'story';
      box.lang = String(globals.language);
      box.dir = globals.language === 'ar' ? 'rtl' : 'ltr';
      document.documentElement.classList.toggle('dark', viewMode === 'story' && globals.theme === 'dark');
      box.append(story() as Node);
      return box;
    },
  ],
} satisfies Preview;
