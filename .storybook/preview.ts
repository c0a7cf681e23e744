import { setCustomElementsManifest } from '@storybook/web-components-vite';
import type { Preview } from '@storybook/web-components-vite';
import manifest from '../dist/custom-elements.json';
import '../src/index.js';
import { answerStories } from '../stories/sources.js';
import './preview.css';

setCustomElementsManifest(manifest);
answerStories();

const items = (titles: Record<string, string>) =>
  Object.entries(titles).map(([value, title]) => ({ value, title }));

export default {
  tags: ['autodocs'],
  globalTypes: {
    theme: {
      toolbar: { title: 'Theme', icon: 'mirror', items: items({ light: 'Light', dark: 'Dark' }) },
    },
    language: {
      toolbar: {
        title: 'Language',
        icon: 'globe',
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
    controls: { expanded: true, sort: 'requiredFirst' },
    // The page's own colours are the toolbar's theme.
    backgrounds: { disable: true },
    options: { storySort: { order: ['Welcome', 'Elements'] } },
  },
  decorators: [
    (story, { globals, canvasElement }) => {
      const { documentElement } = document;
      documentElement.classList.toggle('dark', globals.theme === 'dark');
      documentElement.lang = String(globals.language);
      documentElement.dir = globals.language === 'ar' ? 'rtl' : 'ltr';
      canvasElement.classList.toggle('dark', globals.theme === 'dark');
      return story();
    },
  ],
} satisfies Preview;
