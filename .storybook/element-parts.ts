/** What the manifest says of an element, as rows of its docs page, those that can be tried with a control. */
import type { ArgTypes } from '@storybook/web-components-vite';

interface Named {
  name: string;
  description?: string;
  type?: { text?: string };
  default?: string;
}

interface Member extends Named {
  kind: string;
  attribute?: string;
  readonly?: boolean;
  parameters?: Named[];
  return?: { type?: { text?: string } };
}

export interface ElementDeclaration {
  description?: string;
  tagName?: string;
  attributes?: Named[];
  members?: Member[];
  events?: Named[];
  slots?: Named[];
  cssParts?: Named[];
  cssProperties?: Named[];
  cssStates?: Named[];
}

export interface Manifest {
  modules: { declarations?: ElementDeclaration[] }[];
}

type Row = ArgTypes[string];
type Control = NonNullable<Row['control']>;

const COLOUR = /^(#[\da-f]{3,8}|Canvas|CanvasText)$/i;
/** A few are chosen at a glance; more want a list. */
const AT_A_GLANCE = 4;

const choices = (type = ''): string[] =>
  type
    .split('|')
    .map((part) => /^'(.*)'$/.exec(part.trim())?.[1])
    .filter((choice) => choice !== undefined);

/** What an attribute is tried with. */
const controlOf = ({ type }: Named): Pick<Row, 'control' | 'options'> => {
  const options = choices(type?.text);
  if (options.length) return { options, control: { type: options.length > AT_A_GLANCE ? 'select' : 'inline-radio' } };
  const control = type?.text === 'boolean' || type?.text === 'number' ? type.text : 'text';
  return { control: { type: control } };
};

const row = (
  category: string,
  { name, description, type, default: standard }: Named,
  control: Pick<Row, 'control' | 'options'> = {},
): Row => ({
  name,
  description: description ?? '',
  control: false as unknown as Control,
  ...control,
  table: {
    category,
    ...(type?.text && { type: { summary: type.text } }),
    ...(standard && { defaultValue: { summary: standard } }),
  },
});

const signature = ({ name, parameters = [], return: returned }: Member): Named => ({
  name: `${name}(${parameters.map((parameter) => parameter.name).join(', ')})`,
  ...(returned?.type?.text && { type: { text: returned.type.text } }),
});

/** All of an element's declaration. Keys that are no attribute, property or `--…` hold a colon. */
export const rowsOf = (declaration: ElementDeclaration): ArgTypes => {
  const { attributes = [], members = [], events = [], slots = [] } = declaration;
  const { cssParts = [], cssProperties = [], cssStates = [] } = declaration;
  const fields = members.filter(({ kind }) => kind === 'field');
  const methods = members.filter(({ kind }) => kind === 'method');
  const entries: [string, Row][] = [
    ...attributes.map((it): [string, Row] => [it.name, row('Attributes', it, controlOf(it))]),
    ...fields.map((it): [string, Row] => [`property:${it.name}`, row('Properties', it)]),
    ...methods.map((it): [string, Row] => [
      `method:${it.name}`,
      row('Methods', { ...it, ...signature(it) }),
    ]),
    ...events.map((it): [string, Row] => [`event:${it.name}`, row('Events', it)]),
    ...slots.map((it): [string, Row] => [
      `slot:${it.name}`,
      row('Slots', { ...it, name: it.name || '(default)' }, { control: { type: 'text' } }),
    ]),
    ...cssParts.map((it): [string, Row] => [
      `part:${it.name}`,
      row('Parts', { ...it, name: `::part(${it.name})` }),
    ]),
    ...cssProperties.map((it): [string, Row] => [
      it.name,
      row('Custom properties', it, {
        control: { type: COLOUR.test(it.default ?? '') || /^Colou?r/.test(it.description ?? '') ? 'color' : 'text' },
      }),
    ]),
    ...cssStates.map((it): [string, Row] => [
      `state:${it.name}`,
      row('States', { ...it, name: `:state(${it.name})` }),
    ]),
  ];
  return Object.fromEntries(entries);
};

/** An element's declaration in the manifest. */
export const declarationOf = (manifest: Manifest, tag: string): ElementDeclaration | undefined =>
  manifest.modules
    .flatMap(({ declarations = [] }) => declarations)
    .find(({ tagName }) => tagName === tag);
