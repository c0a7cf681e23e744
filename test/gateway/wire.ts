/** HTTP as bytes, for tests of what a well-behaved client never sends. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** A connection that is written to and read from as bytes. */
export class Wire {
  readonly socket: Socket;
  text = '';
  ended = false;
  #changed = () => {};

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.setEncoding('utf8');
    this.socket.on('data', (data: string) => {
      this.text += data;
      this.#changed();
    });
    this.socket.on('close', () => {
      this.ended = true;
      this.#changed();
    });
    this.socket.on('error', () => undefined);
  }

  close(): void {
    this.socket.destroy();
  }

  write(text: string): void {
    this.socket.write(text);
  }

  async until(enough: (wire: Wire) => boolean): Promise<string> {
    while (!enough(this)) await new Promise<void>((done) => (this.#changed = done));
    return this.text;
  }

  /** Waits for so many whole replies. */
  replies(count: number): Promise<string> {
    return this.until(({ text, ended }) => ended || wholeReplies(text).length >= count);
  }
}

/** The whole replies in a text. */
export const wholeReplies = (text: string): { head: string; body: string }[] => {
  const replies = [];
  for (let rest = text; ;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return replies;
    const head = rest.slice(0, end);
    const length = / (?:304|204) /.test(head)
      ? 0
      : Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const body = rest.slice(end + 4, end + 4 + length);
    if (body.length < length) return replies;
    replies.push({ head, body });
    rest = rest.slice(end + 4 + length);
  }
};
