/**
 * A plugin for the manifest's analyzer: writes the types that frameworks know elements by, and React's
 * wrappers. `types/frameworks/*.d.ts` each add the elements to one framework; `react.js` wraps them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf } from './public-parts.mjs';

const HEAD = '// Made by the build from the elements’ docstrings.\n';

const comment = (text, indent) => (text ? `${indent}/** ${text.replaceAll('*/', '* /')} */\n` : '');

const typeOf = ({ type }) => {
  if (type.text === 'boolean') return 'boolean';
  if (type.text === 'number') return 'number | `${number}`';
  return type.text;
};

const attributesInterface = ({ name, attributes = [] }) =>
  `export interface ${name}Attributes {\n${attributes
    .map((it) => `${comment(it.description, '  ')}  '${it.name}'?: ${typeOf(it)} | undefined;\n`)
    .join('')}}\n`;

const eventsInterface = ({ name, events = [] }) =>
  `export interface ${name}Events {\n${events
    .map((it) => `${comment(it.description, '  ')}  '${it.name}': ${it.type.text};\n`)
    .join('')}}\n`;

/** Names of details in the events' types, which the elements' modules export. */
const detailsOf = ({ events = [] }) =>
  events.flatMap(({ type }) => [...type.text.matchAll(/\bWistia\w+/g)].map(([name]) => name));

const pascal = (kebab) => kebab.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());

const elementsFile = (elements, detailModules) => {
  const imports = new Map();
  const add = (from, name) => imports.set(from, (imports.get(from) ?? new Set()).add(name));
  for (const element of elements) {
    add(fileOf(element.module), element.name);
    for (const detail of detailsOf(element)) add(detailModules.get(detail) ?? fileOf(element.module), detail);
  }
  const lines = [...imports]
    .map(([from, names]) => `import type { ${[...names].sort().join(', ')} } from '../src/elements/${from}';\n`)
    .join('');
  return `${HEAD}${lines}\n${elements.map((it) => attributesInterface(it) + eventsInterface(it)).join('\n')}
/** The elements by their tags. */
export interface WistiaElements {
${elements
  .map((it) => `  '${it.tagName}': { element: ${it.name}; attributes: ${it.name}Attributes; events: ${it.name}Events };\n`)
  .join('')}}

/** Event handlers as properties whose names begin with \`Prefix\`. */
export type Handlers<Events, Prefix extends string> = {
  [Name in keyof Events & string as \`\${Prefix}\${Name}\`]?: ((event: Events[Name]) => void) | undefined;
};
`;
};

const FRAMEWORKS = {
  react: `import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Handlers, WistiaElements } from './elements.js';

type Props = {
  [Tag in keyof WistiaElements]: DetailedHTMLProps<HTMLAttributes<WistiaElements[Tag]['element']>, WistiaElements[Tag]['element']> &
    WistiaElements[Tag]['attributes'] &
    Handlers<WistiaElements[Tag]['events'], 'on'>;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Props {}
  }
}
`,
  preact: `import type { JSX } from 'preact';
import type { Handlers, WistiaElements } from './elements.js';

type Props = {
  [Tag in keyof WistiaElements]: JSX.HTMLAttributes<WistiaElements[Tag]['element']> &
    WistiaElements[Tag]['attributes'] &
    Handlers<WistiaElements[Tag]['events'], 'on'>;
};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends Props {}
  }
}
`,
  solid: `import type { JSX } from 'solid-js';
import type { Handlers, WistiaElements } from './elements.js';

type Props = {
  [Tag in keyof WistiaElements]: JSX.HTMLAttributes<WistiaElements[Tag]['element']> &
    WistiaElements[Tag]['attributes'] &
    Handlers<WistiaElements[Tag]['events'], 'on:'>;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends Props {}
  }
}
`,
  svelte: `import type { HTMLAttributes } from 'svelte/elements';
import type { Handlers, WistiaElements } from './elements.js';

type Props = {
  [Tag in keyof WistiaElements]: HTMLAttributes<WistiaElements[Tag]['element']> &
    WistiaElements[Tag]['attributes'] &
    Handlers<WistiaElements[Tag]['events'], 'on'> &
    Handlers<WistiaElements[Tag]['events'], 'on:'>;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends Props {}
}
`,
  vue: `import type { HTMLAttributes, PublicProps } from 'vue';
import type { Handlers, WistiaElements } from './elements.js';

type Pascal<Name extends string> = Name extends \`\${infer Head}-\${infer Tail}\`
  ? \`\${Capitalize<Head>}\${Pascal<Tail>}\`
  : Capitalize<Name>;

type VueHandlers<Events> = {
  [Name in keyof Events & string as \`on\${Pascal<Name>}\`]?: ((event: Events[Name]) => void) | undefined;
};

type Components = {
  [Tag in keyof WistiaElements]: new () => WistiaElements[Tag]['element'] & {
    /** Only for templates' types: a custom element has no $props. */
    $props: HTMLAttributes & PublicProps & WistiaElements[Tag]['attributes'] & VueHandlers<WistiaElements[Tag]['events']>;
  };
};

declare module 'vue' {
  interface GlobalComponents extends Components {}
}
`,
};

/** A wrapper a file, so that a bundle has only the elements it uses. */
const wrapper = ({ name, tagName, module, events = [] }) => `${HEAD}import * as React from 'react';
import { createComponent } from '@lit/react';
import { ${name} as Element } from '../${module}';

export const ${name} = /* @__PURE__ */ createComponent({
  react: React,
  tagName: '${tagName}',
  elementClass: Element,
  displayName: '${name}',
  events: {
${events.map((it) => `    on${pascal(it.name)}: '${it.name}',\n`).join('')}  },
});
`;

const wrapperTypes = (elements) => `${HEAD}import type { EventName, ReactWebComponent } from '@lit/react';
import type { WistiaElements } from './frameworks/elements.js';

type Pascal<Name extends string> = Name extends \`\${infer Head}-\${infer Tail}\`
  ? \`\${Capitalize<Head>}\${Pascal<Tail>}\`
  : Capitalize<Name>;

type Wrapper<Tag extends keyof WistiaElements> = ReactWebComponent<
  WistiaElements[Tag]['element'],
  {
    [Name in keyof WistiaElements[Tag]['events'] & string as \`on\${Pascal<Name>}\`]: EventName<
      WistiaElements[Tag]['events'][Name] & Event
    >;
  }
>;

${elements
  .map((it) => `${comment(it.description?.split(/\n\n|```/)[0].trim(), '')}export declare const ${it.name}: Wrapper<'${it.tagName}'>;\n`)
  .join('')}`;

export const frameworkTypes = ({ outdir }) => ({
  name: 'framework-types',
  packageLinkPhase({ customElementsManifest }) {
    const elements = customElementsManifest.modules.flatMap(({ path, declarations }) =>
      declarations.filter(({ tagName }) => tagName).map((it) => ({ ...it, module: path })),
    );
    if (!elements.length) throw new Error('The manifest holds no element.');
    const shared = 'stats-element.js';
    const detailModules = new Map(
      ['WistiaLoadDetail', 'WistiaErrorDetail'].map((name) => [name, shared]),
    ).set('WistiaSeekDetail', 'video-chart.js');
    const folder = join(outdir, 'types/frameworks');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'elements.d.ts'), elementsFile(elements, detailModules));
    for (const [name, text] of Object.entries(FRAMEWORKS)) {
      writeFileSync(join(folder, `${name}.d.ts`), HEAD + text);
    }
    mkdirSync(join(outdir, 'react'), { recursive: true });
    for (const element of elements) {
      writeFileSync(join(outdir, 'react', element.module), wrapper(element));
    }
    const all = elements.map(({ name, module }) => `export { ${name} } from './react/${module}';\n`);
    writeFileSync(join(outdir, 'react.js'), HEAD + all.join(''));
    writeFileSync(join(outdir, 'types/react.d.ts'), wrapperTypes(elements));
  },
});
