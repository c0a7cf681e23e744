/** The demo, while it runs. */
export interface Demo {
  /** Its address on this machine; ends in a slash. */
  url: string;
  /** Ends it, with every connection. */
  close(): Promise<void>;
}

/**
 * Starts the demo on the loopback interface. It needs the build.
 * @throws Error with a full sentence where the port cannot be had.
 */
export function startDemo(options?: { port?: number }): Promise<Demo>;
