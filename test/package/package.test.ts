/** What npm would publish, as its users meet it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { afterAll, describe, expect, test } from 'vitest';
import { consumer, entries, manifest } from './packed.js';

const user = consumer();
afterAll(() => user.remove());

const text = (path: string) => readFileSync(join(user.installed, path), 'utf8');

/** Runs a module in plain Node, in the project that uses the package; gives what it printed. */
const run = (code: string): string => {
  const node = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: user.folder,
    encoding: 'utf8',
  });
  // The error, without the minified line that it arose in.
  if (node.status !== 0) throw new Error(/^\w*Error: .*$/m.exec(node.stderr)?.[0] ?? node.stderr);
  return node.stdout;
};

/** Two bundlers' idea of what is left of a module. */
const bundlers = {
  async rollup(file: string) {
    const bundle = await rollup({
      input: file,
      plugins: [nodeResolve({ browser: true, exportConditions: ['production'] })],
    });
    const { output } = await bundle.generate({ format: 'es' });
    return output[0].code;
  },
  async esbuild(file: string) {
    const { outputFiles } = await build({
      entryPoints: [file],
      bundle: true,
      write: false,
      format: 'esm',
      treeShaking: true,
    });
    return outputFiles[0]!.text;
  },
};

describe('npm pack', () => {
  test('holds what users need and nothing else', () => {
    const wanted = [
      /^(?:CHANGELOG\.md|LICENSE|README\.md|package\.json)$/,
      // The guides that the README names.
      /^docs\/[\w-]+\.md$/,
      // Scripts with their maps: entries, what they stand on, chunks, words, React's wrappers.
      /^dist\/[\w-]+\.js(?:\.map)?$/,
      /^dist\/(?:chunks|modules|react|server|words)\/[\w/-]+\.js(?:\.map)?$/,
      /^dist\/types\/(?:src|frameworks)\/[\w/-]+\.d\.ts$/,
      /^dist\/types\/react\.d\.ts$/,
      /^dist\/(?:custom-elements|integrity|web-types|vscode\.(?:html|css)-custom-data)\.json$/,
    ];
    expect(user.files.filter((path) => !wanted.some((pattern) => pattern.test(path)))).toEqual([]);
    expect(user.files.filter((path) => /\.test\.|\btests?\b|fixture/.test(path))).toEqual([]);
  });

  test('is of a size that nobody minds', () => {
    expect(user.bytes).toBeLessThan(2_000_000);
  });

  test('its source maps name files of the project and of packages, and no place on a machine', () => {
    for (const path of user.files.filter((it) => it.endsWith('.map'))) {
      const { sources } = JSON.parse(text(path)) as { sources: string[] };
      const strange = sources.filter((it) => !/^(?:\.\.\/)+(?:src|node_modules|demo\/sandbox)\/|^\0/.test(it));
      expect(strange, path).toEqual([]);
    }
  });

  test('names the machine that it was built on nowhere', () => {
    const folders = [process.cwd(), homedir()].filter((folder) => folder.length > 1);
    for (const path of user.files) {
      const content = text(path);
      expect(folders.filter((folder) => content.includes(`${folder}/`)), path).toEqual([]);
    }
  });

  test('holds every file that package.json names', () => {
    const named = [...entries.flatMap(({ files }) => files), ...Object.values(manifest.bin)];
    expect(named.map((path) => path.replace('./', '')).filter((path) => !user.files.includes(path))).toEqual([]);
  });

  test('has a source map beside every script', () => {
    // React's wrappers are written as they are, without a source.
    const scripts = user.files.filter((path) => /\.js$/.test(path) && !/^dist\/react\b/.test(path));
    expect(scripts.filter((path) => !user.files.includes(`${path}.map`))).toEqual([]);
    expect(scripts.filter((path) => !/\n\/\/# sourceMappingURL=\S+\s*$/.test(text(path)))).toEqual([]);
  });
});

describe('in Node, without a DOM', () => {
  test.each(entries.filter(({ isModule }) => isModule))('$name can be imported', ({ name }) => {
    expect(() => run(`await import('${name}');`)).not.toThrow();
  });

  test('the elements’ classes can be reached from each of their entries', () => {
    const names = (entry: string) =>
      run(`console.log(Object.keys(await import('${entry}')).join());`).trim().split(',');
    expect(names('wistia-widgets')).toEqual(
      expect.arrayContaining(['WistiaPlayCount', 'WistiaStatsSource', 'StatsController']),
    );
    expect(names('wistia-widgets/play-count')).toContain('WistiaPlayCount');
    expect(names('wistia-widgets/stats-source')).toContain('WistiaStatsSource');
    expect(names('wistia-widgets/stats')).toContain('StatsController');
    expect(names('wistia-widgets/words')).toEqual(['registerWords']);
    expect(names('wistia-widgets/words/private')).toEqual(['registerPrivateWords']);
    expect(names('wistia-widgets/gateway')).toContain('createGateway');
  });

  test('a translation is an object of words', () => {
    const code = `
      import german from 'wistia-widgets/words/de';
      import { registerWords } from 'wistia-widgets/words';
      import privateGerman from 'wistia-widgets/words/private/de';
      import { registerPrivateWords } from 'wistia-widgets/words/private';
      registerWords(german);
      registerPrivateWords(privateGerman);
      console.log(german.views, privateGerman.visitors);`;
    expect(run(code).trim()).toBe('Aufrufe Besucher');
  });

  test('a gateway answers', () => {
    const code = `
      import { createGateway } from 'wistia-widgets/gateway';
      const reply = await createGateway({ token: 'x' })(new Request('http://localhost/healthz'));
      console.log(reply.status);`;
    expect(run(code).trim()).toBe('200');
  });

  test('the command says its version', () => {
    const command = join(user.installed, manifest.bin['wistia-widgets']!);
    expect(statSync(command).mode & 0o111).toBe(0o111);
    expect(execFileSync(command, ['--version'], { encoding: 'utf8' }).trim()).toBe(manifest.version);
  });
});

describe.each(Object.entries(bundlers))('%s', (name, bundle) => {
  let files = 0;
  const bundled = (code: string) => {
    const file = join(user.folder, `${name}-${files++}.mjs`);
    writeFileSync(file, code);
    return bundle(file);
  };

  test.each([
    ["import 'wistia-widgets';", ['wistia-play-count', 'wistia-stats-source']],
    ["import { StatsError } from 'wistia-widgets'; console.log(StatsError);", ['wistia-play-count']],
    ["import 'wistia-widgets/play-count';", ['wistia-play-count']],
    ["import 'wistia-widgets/stats-source';", ['wistia-stats-source']],
  ])('keeps the registration of %s', async (code, tags) => {
    const result = await bundled(code);
    for (const tag of tags) expect(result).toMatch(new RegExp(`define\\(['"]${tag}['"]`));
  });

  test('brings one element without the others', async () => {
    const result = await bundled("import 'wistia-widgets/stats-source';");
    expect(result).not.toContain('wistia-landmark');
    expect(result).not.toContain('IntersectionObserver');
  });

  test('wraps one element for React without the others', async () => {
    const code = "import { WistiaPlayCount } from 'wistia-widgets/react'; console.log(WistiaPlayCount);";
    const result = await bundled(code);
    expect(result).toMatch(/define\(['"]wistia-play-count['"]/);
    expect(result).not.toMatch(/define\(['"]wistia-stats-source['"]/);
  });

  test('drops what is not used of wistia-widgets/stats', async () => {
    expect((await bundled("import { statsClient } from 'wistia-widgets/stats';")).trim()).toBe('');
    const result = await bundled(
      "import { addDays } from 'wistia-widgets/stats'; console.log(addDays('2026-01-01', 1));",
    );
    expect(result).not.toMatch(/fetch|class /);
  });
});

describe('the gateway', () => {
  test('reaches nothing of Node, so that it also runs in workers', async () => {
    const { metafile } = await build({
      entryPoints: [join(user.installed, 'dist/gateway.js')],
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      // Without Node's own modules: an import of one fails the build.
      platform: 'browser',
    });
    const inputs = Object.keys(metafile.inputs).join('\n');
    expect(inputs).toContain('hono');
    expect(inputs).not.toMatch(/sandbox|events|@hono\/node-server/);
  });
});

describe('what browsers load', () => {
  const chunks = readdirSync(join(user.installed, 'dist/chunks')).filter((file) => file.endsWith('.js'));
  const scripts = [
    'dist/wistia-widgets.js',
    'dist/wistia-widgets-private.js',
    'dist/autoload.js',
    ...chunks.map((file) => `dist/chunks/${file}`),
  ];

  /** A script that a page may load by itself. What few pages need comes from its own folder, each a file of the package. */
  const classic = (path: string) => {
    const code = text(path);
    expect(() => new Script(code)).not.toThrow();
    const words = [...code.matchAll(/\bimport\("\.\/([^"]+)"\)/g)].map(([, file]) => `dist/${file}`);
    expect(words.filter((file) => !user.files.includes(file))).toEqual([]);
    expect(code.replace(/import\("\.\/wistia-widgets-((private-)?words|ranking|structured-data)\b/g, '')).not.toMatch(
      /\bimport\b|import\.meta|\bprocess\.env\b/,
    );
    return { code, words };
  };

  test('nothing of the entry that writes markup, which stands alone on any server', () => {
    const { sources } = JSON.parse(text('dist/server.js.map')) as { sources: string[] };
    expect(sources.join()).toMatch(/src\/server\/index\.ts/);
    expect(text('dist/server.js')).not.toMatch(/^(import|export .* from)\b|\bprocess\.env\b|["']node:/m);
  });

  test('one classic script that needs no other', () => {
    const { code, words } = classic('dist/wistia-widgets.js');
    expect(words).toContain('dist/wistia-widgets-words-de.js');
    expect(words.filter((file) => file.includes('private'))).toEqual([]);
    expect(code).toContain(`wistia-widgets ${manifest.version}`);
  });

  test('another for private tables, which brings their words and no other translation', () => {
    const { code, words } = classic('dist/wistia-widgets-private.js');
    expect(words).toContain('dist/wistia-widgets-private-words-de.js');
    expect(words).toContain('dist/wistia-widgets-words-de.js'); // the heatmap's
    expect(code).not.toMatch(/Besucher|Aufrufe/);
  });

  test.each(scripts)('%s holds Lit’s production build, and nothing of servers', (path) => {
    const { sources } = JSON.parse(text(`${path}.map`)) as { sources: string[] };
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((source) => /src\/(gateway|cli|server)\/|demo|\/development\/|lit-labs/.test(source))).toEqual([]);
    expect(text(path)).not.toMatch(/Lit is in dev mode|from\s*["'](?!\.)/);
  });

  test('no public page carries the private tables', () => {
    const publicParts = chunks.filter((file) => !/^(visitors|events|private-)/.test(file));
    for (const path of ['dist/wistia-widgets.js', 'dist/index.js', ...publicParts.map((file) => `dist/chunks/${file}`)]) {
      expect(text(path), path).not.toMatch(/visitor_identity|stats\/visitors/);
    }
    const code = text('dist/wistia-widgets-private.js');
    expect(code).toMatch(/visitor_identity/);
    for (const tag of ['wistia-visitors', 'wistia-events', 'wistia-stats-source']) {
      expect(code).toContain(`"${tag}"`);
    }
  });

  test('autoload brings a chunk for each element, and no element itself', () => {
    const code = text('dist/autoload.js');
    for (const element of ['play-count', 'stats-source', 'placeholders', 'visitors', 'events']) {
      expect(code).toMatch(new RegExp(`import\\(["'\`]\\./chunks/${element}-[\\w-]+\\.js["'\`]\\)`));
    }
    expect(code).not.toContain('attachShadow');
    // Under an address with a query, autoload.js would be another module to its chunks.
    expect(chunks.filter((file) => text(`dist/chunks/${file}`).includes('autoload.js"'))).toEqual([]);
  });
});

describe('types', () => {
  test.each([
    ['NodeNext', 'NodeNext'],
    ['ESNext', 'Bundler'],
  ])('serve a strict project with module %s and resolution %s', (module, moduleResolution) => {
    writeFileSync(
      join(user.folder, 'index.mts'),
      `import { StatsError } from 'wistia-widgets';
import type { WistiaLoadDetail } from 'wistia-widgets';
import 'wistia-widgets/play-count';
import { WistiaStatsSource } from 'wistia-widgets/stats-source';
import { StatsController, mediaStats } from 'wistia-widgets/stats';
import { createGateway } from 'wistia-widgets/gateway';
import type { GatewayConfig } from 'wistia-widgets/gateway';
import 'wistia-widgets/autoload';

const count = document.createElement('wistia-play-count');
count.mediaId = '993554ba94';
const shown: number | undefined = count.value;
document.addEventListener('wistia-load', ({ detail }) => { const got: WistiaLoadDetail = detail; void got; });
document.addEventListener('wistia-error', ({ detail }) => { const error: StatsError = detail.error; void error; });
new WistiaStatsSource().baseUrl = 'https://stats.example.com/';
const config: GatewayConfig = { token: 'x', publish: { account: true } };
const reply: Promise<Response> = createGateway(config)(new Request('https://stats.example.com/healthz'));
void [shown, reply, StatsController, mediaStats('993554ba94')];
// @ts-expect-error: an element's attributes have types
count.format = 'roman';
// @ts-expect-error: so has the configuration
createGateway({ publish: { account: 1 } });
`,
    );
    writeFileSync(
      join(user.folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          module,
          moduleResolution,
          target: 'ES2022',
          lib: ['ES2023', 'DOM', 'DOM.Iterable'],
          strict: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          types: [],
        },
        files: ['index.mts', 'page.mts'],
      }),
    );
    // What JSX makes of tags, without a file of JSX.
    writeFileSync(
      join(user.folder, 'page.mts'),
      `import type { JSX } from 'react';
import { createElement } from 'react';
import { WistiaPlayCount } from 'wistia-widgets/react';
import type {} from 'wistia-widgets/types/react';

type Props = JSX.IntrinsicElements['wistia-play-count'];
const props: Props = { 'media-id': '993554ba94', refresh: 30, 'count-up': true, 'onwistia-load': ({ detail }) => void detail.data };
createElement(WistiaPlayCount, { mediaId: '993554ba94', onWistiaLandmark: ({ detail }) => void detail.landmark.toFixed() });
// @ts-expect-error: a format that there is not
const wrong: Props = { format: 'roman' };
void [props, wrong];
`,
    );
    const compiler = join(process.cwd(), 'node_modules/typescript/bin/tsc');
    let found = '';
    try {
      execFileSync(process.execPath, [compiler, '-p', user.folder], { encoding: 'utf8' });
    } catch (error) {
      found = (error as { stdout: string }).stdout;
    }
    expect(found).toBe('');
  });
});
