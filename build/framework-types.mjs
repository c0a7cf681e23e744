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

/** Properties that no attribute stands for: functions that draw something. */
const propertiesInterface = ({ name, members = [] }) =>
  `export interface ${name}Properties {\n${members
    .filter((it) => it.kind === 'field' && !it.attribute && !it.readonly)
    .map((it) => `${comment(it.description, '  ')}  ${it.name}?: ${name}['${it.name}'] | undefined;\n`)
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
  const interfaces = elements.map((it) => attributesInterface(it) + propertiesInterface(it) + eventsInterface(it));
  return `${HEAD}${lines}\n${interfaces.join('\n')}
/** The elements by their tags. */
export interface WistiaElements {
${elements
  .map(
    ({ name, tagName }) =>
      `  '${tagName}': { element: ${name}; attributes: ${name}Attributes; properties: ${name}Properties; events: ${name}Events };\n`,
  )
  .join('')}}

type Tag = keyof WistiaElements;

/** An element's own event, heard at the element. */
export type EventOf<T extends Tag, Name extends keyof WistiaElements[T]['events']> = WistiaElements[T]['events'][Name] & {
  readonly currentTarget: WistiaElements[T]['element'];
};

/** Event handlers as properties whose names begin with \`Prefix\`. */
export type Handlers<T extends Tag, Prefix extends string> = {
  [Name in keyof WistiaElements[T]['events'] & string as \`\${Prefix}\${Name}\`]?:
    | ((event: EventOf<T, Name>) => void)
    | undefined;
};

/** The same in camel case: \`onWistiaLoad\`. */
export type CamelHandlers<T extends Tag> = {
  [Name in keyof WistiaElements[T]['events'] & string as \`on\${Pascal<Name>}\`]?:
    | ((event: EventOf<T, Name>) => void)
    | undefined;
};

/** Attributes as Vue's templates have them, by whichever name they are written: \`mediaId\`. */
export type CamelAttributes<T extends Tag> = {
  [Name in keyof WistiaElements[T]['attributes'] & string as Uncapitalize<Pascal<Name>>]?: WistiaElements[T]['attributes'][Name];
};

export type Pascal<Name extends string> = Name extends \`\${infer Head}-\${infer Tail}\`
  ? \`\${Capitalize<Head>}\${Pascal<Tail>}\`
  : Capitalize<Name>;

/** What is written at a tag, besides handlers and what every element of the page takes. */
export type OwnProps<T extends Tag> = WistiaElements[T]['attributes'] & WistiaElements[T]['properties'];
`;
};

/** What a framework's elements all take, how it listens, and where it looks for elements that are not HTML's. */
const FRAMEWORKS = {
  react: {
    imports: "import type { DetailedHTMLProps, HTMLAttributes } from 'react';",
    props: `DetailedHTMLProps<HTMLAttributes<WistiaElements[Tag]['element']>, WistiaElements[Tag]['element']> & OwnProps<Tag> & Handlers<Tag, 'on'>`,
    module: 'react',
    within: 'JSX.IntrinsicElements',
  },
  preact: {
    imports: "import type { HTMLAttributes } from 'preact';",
    props: `HTMLAttributes<WistiaElements[Tag]['element']> & OwnProps<Tag> & Handlers<Tag, 'on'>`,
    module: 'preact',
    within: 'JSX.IntrinsicElements',
  },
  solid: {
    imports: "import type { JSX } from 'solid-js';",
    props: `JSX.HTMLAttributes<WistiaElements[Tag]['element']> & OwnProps<Tag> & Handlers<Tag, 'on:'>`,
    module: 'solid-js',
    within: 'JSX.IntrinsicElements',
  },
  svelte: {
    imports: "import type { HTMLAttributes } from 'svelte/elements';",
    props: `HTMLAttributes<WistiaElements[Tag]['element']> & OwnProps<Tag> & Handlers<Tag, 'on' | 'on:'>`,
    module: 'svelte/elements',
    within: 'SvelteHTMLElements',
  },
  vue: {
    imports: "import type { HTMLAttributes, PublicProps } from 'vue';",
    // Only for templates' types: a custom element has no $props.
    props: `new () => WistiaElements[Tag]['element'] & { $props: HTMLAttributes & PublicProps & CamelAttributes<Tag> & WistiaElements[Tag]['properties'] & CamelHandlers<Tag> }`,
    module: 'vue',
    within: 'GlobalComponents',
  },
};

const frameworkFile = ({ imports, props, module, within }) => {
  const shared = ['CamelAttributes', 'CamelHandlers', 'Handlers', 'OwnProps', 'WistiaElements'].filter((name) =>
    new RegExp(`\\b${name}\\b`).test(props),
  );
  const [inner, namespace] = within.split('.').reverse();
  const declaration = `interface ${inner} extends Elements {}`;
  return `${HEAD}${imports}
import type { ${shared.join(', ')} } from './elements.js';

type Elements = { [Tag in keyof WistiaElements]: ${props} };

declare module '${module}' {
  ${namespace ? `namespace ${namespace} {\n    ${declaration}\n  }` : declaration}
}
`;
};

/** A wrapper a file, so that a bundle has only the elements it uses. Server components may hold them: each begins the client’s part. */
const wrapper = ({ name, tagName, module, events = [] }) => `'use client';
${HEAD}import * as React from 'react';
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
import type { EventOf, Pascal, WistiaElements } from './frameworks/elements.js';

type Wrapper<Tag extends keyof WistiaElements> = ReactWebComponent<
  WistiaElements[Tag]['element'],
  { [Name in keyof WistiaElements[Tag]['events'] & string as \`on\${Pascal<Name>}\`]: EventName<EventOf<Tag, Name> & Event> }
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
    for (const [name, framework] of Object.entries(FRAMEWORKS)) {
      writeFileSync(join(folder, `${name}.d.ts`), frameworkFile(framework));
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
