import type { StorybookConfig } from '@storybook/web-components-vite';
import { define } from '../build/version.mjs';

export default {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  // A snapshot of the sandbox's account: the figures that the stories show, without a server.
  staticDirs: [
    { from: '../stories/data', to: '/stats' },
    { from: '../demo/assets/icon.svg', to: '/icon.svg' },
  ],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (config) => ({ ...config, define: { ...config.define, ...define } }),
} satisfies StorybookConfig;
