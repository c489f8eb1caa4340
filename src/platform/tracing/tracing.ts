import { Injectable } from '@nestjs/common';
import { currentWork, type Attributes, type Span } from './current-work.js';

export interface SpanStart {
  attributes?: Attributes;
  kind?: 'server' | 'consumer' | 'client';
  /** Its parent; by default the current work. */
  parent?: Span | undefined;
  /** Start, in milliseconds since 1970; now by default. */
  startedAt?: number;
}

/** Traces of what the process does. This one creates none and costs nothing; see `otel-tracing.ts`. */
@Injectable()
export class Tracing {
  readonly enabled: boolean = false;

  /** @returns undefined when tracing is off */
  begin(_name: string, _start?: SpanStart): Span | undefined {
    return undefined;
  }

  /** Runs work in a span of its own; what it does in turn belongs to it. */
  async within<Result>(name: string, start: SpanStart, work: () => Promise<Result>): Promise<Result> {
    if (!this.enabled) return work();
    const span = this.begin(name, start);
    try {
      const result = await currentWork.run({ ...currentWork.get(), ...(span && { span }) }, work);
      span?.end();
      return result;
    } catch (error) {
      span?.end({ 'error.type': error instanceof Error ? error.name : 'unknown' }, true);
      throw error;
    }
  }

  /** Sends pending spans. Called when everything else has stopped. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}
