/** The gateway's log: a line of JSON an entry, on standard error. */
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { treeShape } from '../gateway/tree-shape.js';
import type { Log } from '../gateway/index.js';
import type { MadeReply } from './witness.js';

export const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];

export class GatewayLog {
  #pino: Logger;

  constructor(level: Level, to: DestinationStream = pino.destination({ dest: 2, sync: true })) {
    this.#pino = pino(
      {
        level,
        // No name of the machine, no number of the process.
        base: null,
        messageKey: 'message',
        timestamp: () => `,"time":"${new Date().toISOString()}"`,
        formatters: { level: (label) => ({ level: label }) },
      },
      to,
    );
  }

  /** Whether every reply is written down. */
  get everyReply(): boolean {
    return this.#pino.isLevelEnabled('debug');
  }

  readonly write: Log = ({ level, message, ...facts }) => {
    this.#pino[level](facts, message);
  };

  /**
   * A reply: no query, no address, nothing of who asked; and where somebody has typed something that is
   * not in the tree, not that either.
   */
  reply({ id, method, address, status, seconds }: MadeReply): void {
    const ms = Math.round(seconds * 1e5) / 100;
    const verb = /^[A-Z]{3,7}$/.test(method) ? method : 'other';
    this.#pino.debug({ request: id, method: verb, path: treeShape(address), status, ms }, 'reply');
  }
}
