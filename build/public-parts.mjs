/**
 * A plugin for the manifest's analyzer: keeps what an element's user may touch. Of what is inherited an
 * element has those attributes that its own docstring names, as it documents them, and the properties
 * behind them.
 */

/** The package's entry for an element's file: `wistia-widgets/events` is the store of events. */
const entryOf = (file) => (file === 'events' ? 'viewings' : file);

/** The other way round: the file of an entry. */
export const fileOf = (entry) => entry.replace(/^viewings(?=\.)/, 'events');

/** Attributes that a class's docstring names, with their types and descriptions. */
const documented = (node) => {
  const found = new Map();
  for (const doc of node.jsDoc ?? []) {
    for (const tag of doc.tags ?? []) {
      if (!['attr', 'attribute'].includes(tag.tagName.text)) continue;
      const [, type, name, description] =
        /\{([^}]*)\}\s+([\w-]+)(?:\s+-\s+([^]*))?/.exec(tag.getText().replace(/\n\s*\*/g, ' ')) ?? [];
      if (name) found.set(name, { type: { text: type.replace(/\s*\|\s*/g, ' | ') }, description: description?.trim() ?? '' });
    }
  }
  return found;
};

export const publicParts = () => {
  const attributesOf = new Map();
  return {
    name: 'public-parts',
    analyzePhase({ ts, node }) {
      if (ts.isClassDeclaration(node) && node.name) {
        attributesOf.set(node.name.text, documented(node));
      }
    },
    packageLinkPhase({ customElementsManifest }) {
      for (const { declarations = [] } of customElementsManifest.modules) {
        for (const declaration of declarations) {
          if (declaration.kind !== 'class') continue;
          const own = attributesOf.get(declaration.name) ?? new Map();
          declaration.members = declaration.members?.filter(
            ({ privacy, attribute, static: isStatic }) =>
              (privacy ?? 'public') === 'public' && !isStatic && (!attribute || own.has(attribute)),
          );
          declaration.attributes = declaration.attributes
            ?.filter(({ name }) => own.has(name))
            .map((attribute) => ({ ...attribute, ...own.get(attribute.name) }));
          // Named by a variable where they are dispatched: the docstrings name them.
          declaration.events = declaration.events?.filter(({ name }) => name.startsWith('wistia-'));
        }
      }
      // What holds no element is nobody's to import.
      customElementsManifest.modules = customElementsManifest.modules.filter(({ declarations = [] }) =>
        declarations.some(({ tagName }) => tagName),
      );
      for (const module of customElementsManifest.modules) {
        const file = module.path.replace('src/elements/', '').replace('.ts', '');
        const path = `${entryOf(file)}.js`;
        module.path = path;
        module.declarations = module.declarations.filter(({ tagName }) => tagName);
        for (const exported of module.exports ?? []) {
          if (exported.declaration && !exported.declaration.package) exported.declaration.module = path;
        }
      }
    },
  };
};
