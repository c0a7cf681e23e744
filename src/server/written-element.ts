/** The widgets without a page: the same code draws them, and what they drew is taken down. */
import { ChartElement } from '../elements/chart-element.js';
import { WistiaEngagementGraph } from '../elements/engagement-graph.js';
import { WistiaHeatmap } from '../elements/heatmap.js';
import { translations } from '../elements/languages.js';
import { makeWith } from '../elements/node-maker.js';
import * as ranking from '../elements/page-ranking.js';
import { WistiaPlayCount } from '../elements/play-count.js';
import { rankWith } from '../elements/ranked-here.js';
import { WistiaRecommendations } from '../elements/recommendations.js';
import { requestedDays } from '../elements/requested-days.js';
import { StatsElement } from '../elements/stats-element.js';
import type { StatsElementState } from '../elements/stats-element.js';
import arabic from '../elements/translations/ar.js';
import german from '../elements/translations/de.js';
import spanish from '../elements/translations/es.js';
import french from '../elements/translations/fr.js';
import japanese from '../elements/translations/ja.js';
import portuguese from '../elements/translations/pt.js';
import { WistiaTrend } from '../elements/trend.js';
import { StatsController } from '../stats/controller.js';
import type { StatsSourceSettings } from '../stats/source.js';
import { ElementNode, RootNode, TextNode } from './node-tree.js';
import { StripCanvas } from './strip-canvas.js';

const create = (tag: string): ElementNode =>
  tag === 'canvas' ? new StripCanvas() : new ElementNode(tag);

// Of the DOM, the tree has what the widgets use, and its types have not.
makeWith({
  createElement: create,
  createElementNS: (_: string, tag: string) => create(tag),
  createTextNode: (text: string) => new TextNode(text),
} as unknown as Document);

// All there are: nothing can be loaded while something is written.
Object.entries({
  ar: arabic,
  de: german,
  es: spanish,
  fr: french,
  ja: japanese,
  pt: portuguese,
}).forEach(([language, words]) => translations.set(language, words));

rankWith(ranking);

/** What a widget would look up in its page. */
export interface Surroundings {
  source: StatsSourceSettings;
  lang: string;
  dir: string | undefined;
  /** CSS pixels, as far as they can be guessed. */
  width: number;
  /** There is something between its tags. */
  isFilled: boolean;
}

/** A widget that can be written down. */
export interface WrittenElement extends Element {
  readonly root: RootNode;
  /** What it shows. */
  readonly shown: StatsElementState;
  /** What went wrong, if something did. */
  fault: Error | undefined;
  /** Seconds of its video, where it had to look them up. */
  readonly knownDuration?: number | undefined;
  /** Draws it, once. */
  writeDown(): void;
  attributeChangedCallback(name: string, old: string | null, value: string): void;
}

// What the widgets are, of which these are made.
declare abstract class Widget extends StatsElement<unknown> {
  protected override received(reply: unknown): 'ready' | 'empty';
}
declare abstract class Chart extends ChartElement<unknown> {
  protected override draw(): void;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- TypeScript asks for it in mixins
type Class<T> = abstract new (...args: any[]) => T;
type WrittenClass = new (surroundings: Surroundings) => WrittenElement;

const written = <C extends Class<unknown>>(base: C): C & WrittenClass => {
  abstract class Written extends (base as unknown as Class<Widget>) {
    declare root: RootNode;
    declare shown: StatsElementState;
    declare fault: Error | undefined;
    readonly source: StatsSourceSettings;
    readonly #around: Surroundings;
    #isInPage = false;

    constructor(surroundings: Surroundings) {
      super();
      this.#around = surroundings;
      this.source = surroundings.source;
      this.root = new RootNode(surroundings.isFilled);
      this.shown = 'ready';
    }

    writeDown(): void {
      // No player is looked for, and nothing waits for the viewport.
      this.cameNear();
      const supplies = this.supplies ?? [];
      supplies.forEach((controller) => controller.hostConnected());
      try {
        this.performUpdate();
      } finally {
        supplies.forEach((controller) => controller.hostDisconnected());
      }
      this.fault ??= this.answer().error;
    }

    declare supplies: StatsController<unknown>[] | undefined;
    override addController(controller: Parameters<StatsElement<unknown>['addController']>[0]): void {
      super.addController(controller);
      // It is called before there are fields.
      if (controller instanceof StatsController) (this.supplies ??= []).push(controller);
    }

    override get isConnected(): boolean {
      return this.#isInPage;
    }

    protected override update(changed: Parameters<StatsElement<unknown>['updated']>[0]): void {
      this.#isInPage = true;
      super.update(changed);
      this.#isInPage = false;
    }

    protected override updated(): void {}

    protected override createRenderRoot(): ShadowRoot {
      return this.root as unknown as ShadowRoot;
    }

    protected override received(reply: unknown): 'ready' | 'empty' {
      try {
        return super.received(reply);
      } catch (cause) {
        this.fault = cause as Error;
        throw cause;
      }
    }

    protected override absence(state: Exclude<StatsElementState, 'ready'>): Node {
      this.shown = state;
      return super.absence(state);
    }

    protected override requestedDays() {
      return requestedDays(this);
    }

    protected override mayHaveSlotted(): boolean {
      return this.#around.isFilled;
    }

    override closest(selector: string): Element | null {
      const [, name = ''] = /^\[(lang|dir)\]$/.exec(selector) ?? [];
      const own = name && this.getAttribute(name);
      const value = own || (name === 'lang' ? this.#around.lang : name && this.#around.dir);
      return value ? ({ getAttribute: () => value } as unknown as Element) : null;
    }

    override getRootNode(): Node {
      return {} as Node;
    }
  }
  return Written as unknown as C & WrittenClass;
};

/** CSS pixels. */
const SPARKLINE = { width: 80, height: 14 };

const writtenChart = (base: Class<unknown>, plotHeight: number): WrittenClass => {
  abstract class WrittenChart extends (written(base) as unknown as Class<Chart>) {
    readonly #width: number;

    constructor(surroundings: Surroundings) {
      super(surroundings);
      this.#width = surroundings.width;
    }

    protected override draw(): void {
      const isSparkline = this.getAttribute('type') === 'sparkline';
      this.plotWidth = isSparkline ? SPARKLINE.width : this.#width;
      this.plotHeight = isSparkline ? SPARKLINE.height : plotHeight;
      super.draw();
    }
  }
  return WrittenChart as unknown as WrittenClass;
};

/**
 * The widgets that can be written with figures in them. How high the plot of a chart is follows from the
 * standard heights, in CSS pixels; where it is another, the drawing is stretched.
 */
export const writtenClasses: Record<string, WrittenClass> = {
  'wistia-engagement-graph': writtenChart(WistiaEngagementGraph, 262),
  'wistia-heatmap': writtenChart(WistiaHeatmap, 30),
  'wistia-play-count': written(WistiaPlayCount),
  'wistia-recommendations': written(WistiaRecommendations),
  'wistia-trend': writtenChart(WistiaTrend, 171),
};
