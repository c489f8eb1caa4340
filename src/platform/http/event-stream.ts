import { Readable } from 'node:stream';
import { Answer } from './answer.js';

/** What a reader who does not read may leave in memory. */
const mostUnread = 256 * 1024;

/** Server-sent events to one browser, which connects again by itself after a break. */
export class EventStream extends Readable {
  private finished = false;

  constructor() {
    super({ highWaterMark: mostUnread });
    this.push('retry: 5000\n\n');
  }

  override _read(): void {
    // Events come when there are any.
  }

  /** One event; the text may have several lines. */
  send(text: string): void {
    this.put(
      `${text
        .split('\n')
        .map((line) => `data: ${line}\n`)
        .join('')}\n`,
    );
  }

  /** A comment, which browsers ignore: it keeps the connection open, and finds out that it is broken. */
  beat(): void {
    this.put(':\n\n');
  }

  /** The last of the response. */
  finish(): void {
    if (this.finished || this.destroyed) return;
    this.finished = true;
    this.push(null);
  }

  private put(text: string): void {
    if (this.finished || this.destroyed) return;
    if (this.readableLength > mostUnread) this.destroy();
    else this.push(text);
  }
}

export const eventStreamType = 'text/event-stream';

/** The stream as a response that no cache keeps and no proxy holds back. */
export const eventStreamAnswer = (stream: EventStream): Answer =>
  new Answer(stream, 200, {
    'content-type': `${eventStreamType}; charset=utf-8`,
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
