/** Finds the browsers that are installed. Node's built-ins only: it runs before anything is installed. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const { env } = process;

/** The first of some programs that is there: an absolute path, or a name on the PATH. */
export const program = (...names) => {
  for (const name of names.filter(Boolean)) {
    const places = name.includes('/') ? [name] : (env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
    const found = places.find((place) => existsSync(place));
    if (found) return found;
  }
  return undefined;
};

/** MiniBrowser lies in a library folder that is named after the machine. */
const miniBrowser = () => {
  const libraries = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  const folders = libraries.filter((name) => name.endsWith('-linux-gnu'));
  return program(
    env.WEBKIT_PATH,
    ...['', ...folders].map((folder) => join('/usr/lib', folder, 'webkit2gtk-4.1/MiniBrowser')),
    '/usr/libexec/webkit2gtk-4.1/MiniBrowser',
  );
};

/** What an engine needs, by name, and the Debian packages that bring it. */
export const engines = {
  chromium: {
    name: 'Chromium',
    packages: ['chromium'],
    setting: 'CHROME_PATH',
    find: () => ({
      browser: program(
        env.CHROME_PATH,
        'chromium',
        'chromium-browser',
        'google-chrome',
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      ),
    }),
  },
  firefox: {
    name: 'Firefox',
    packages: ['firefox-esr'],
    setting: 'FIREFOX_PATH',
    find: () => ({
      browser: program(
        env.FIREFOX_PATH,
        'firefox-esr',
        'firefox',
        '/Applications/Firefox.app/Contents/MacOS/firefox',
      ),
    }),
  },
  webkit: {
    name: 'WebKit',
    packages: ['webkit2gtk-driver', 'xvfb', 'xauth'],
    setting: 'WEBKIT_PATH',
    find: () => ({
      browser: miniBrowser(),
      driver: program('WebKitWebDriver'),
      screen: program('Xvfb'),
    }),
  },
};

/** Programs of each engine that can be used. `ENGINES=chromium,webkit` takes some of them only. */
export const findEngines = () => {
  const wanted = env.ENGINES?.split(',').map((name) => name.trim()) ?? Object.keys(engines);
  const unknown = wanted.find((name) => !Object.hasOwn(engines, name));
  if (unknown !== undefined) {
    throw new Error(
      `ENGINES names "${unknown}", which is none of ${Object.keys(engines).join(', ')}.`,
    );
  }
  const found = {};
  for (const name of wanted) {
    const programs = engines[name].find();
    if (Object.values(programs).every(Boolean)) found[name] = programs;
  }
  return { wanted, found };
};
