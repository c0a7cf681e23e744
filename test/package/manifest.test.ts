/** What editors, frameworks and Storybook are told of the elements. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';

interface Named {
  name: string;
  description?: string;
  type?: { text: string };
}

interface Declaration extends Named {
  tagName: string;
  attributes?: Named[];
  events?: Named[];
  slots?: Named[];
  cssParts?: Named[];
  cssProperties?: Named[];
  cssStates?: Named[];
  members?: (Named & { privacy?: string })[];
}

const dist = new URL('../../dist/', import.meta.url);
const json = async (name: string) => JSON.parse(await readFile(new URL(name, dist), 'utf8')) as unknown;

const { modules } = (await json('custom-elements.json')) as {
  modules: { path: string; declarations: Declaration[] }[];
};
const elements = modules.flatMap(({ path, declarations }) => declarations.map((it) => ({ ...it, path })));

beforeAll(async () => {
  // Registers all that the manifest names, in the registry that Lit brings along for servers.
  for (const { path } of modules) await import(new URL(path, dist).href);
});

test('names every element that the package registers, and a file of the package for each', async () => {
  expect(elements.map(({ tagName }) => tagName)).toContain('wistia-play-count');
  for (const { tagName } of elements) expect(customElements.get(tagName), tagName).toBeDefined();
  const entries = ((await json('../package.json')) as { sideEffects: string[] }).sideEffects;
  for (const { path } of modules) expect(entries).toContain(`./dist/${path}`);
});

describe.each(elements)('$tagName', (element) => {
  const lists = ['attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'] as const;

  test.each(lists)('its %s are described, each once', (list) => {
    const names = (element[list] ?? []).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const it of element[list] ?? []) expect(it.description, it.name).toMatch(/\w/);
  });

  test('its attributes are those that it observes', () => {
    const observed = (customElements.get(element.tagName) as unknown as { observedAttributes: string[] })
      .observedAttributes;
    for (const { name, type } of element.attributes ?? []) {
      expect(observed).toContain(name);
      expect(type?.text, name).toMatch(/\w/);
    }
  });

  test('nothing private is told', () => {
    for (const { name, privacy } of element.members ?? []) {
      expect(privacy ?? 'public').toBe('public');
      expect(name).not.toMatch(/^[#_]/);
    }
  });

  test('its events have types', () => {
    for (const { type } of element.events ?? []) expect(type?.text).toMatch(/^CustomEvent(<\w+>)?$/);
  });
});

test('editors know the same elements and attributes', async () => {
  const { tags } = (await json('vscode.html-custom-data.json')) as {
    tags: { name: string; attributes: Named[] }[];
  };
  const named = (list: Named[] = []) => list.map(({ name }) => name).sort();
  expect(tags.map(({ name, attributes }) => [name, named(attributes)])).toEqual(
    elements.map(({ tagName, attributes }) => [tagName, named(attributes)]),
  );
});

test('React’s wrappers stand for all elements, each in a file of its own', async () => {
  const wrappers = (await import(new URL('react.js', dist).href)) as Record<string, { displayName: string }>;
  expect(Object.keys(wrappers).sort()).toEqual(elements.map(({ name }) => name).sort());
  for (const { name } of elements) expect(wrappers[name]!.displayName).toBe(name);
});
