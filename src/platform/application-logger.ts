import { ConsoleLogger, type ConsoleLoggerOptions, type LogLevel } from '@nestjs/common';
import type { Config } from './config/config.js';
import { currentWork } from './tracing/current-work.js';

/** Log levels from the most to the least important. */
const levels: Record<Config['LOG_LEVEL'], LogLevel[]> = {
  error: ['fatal', 'error'],
  warn: ['fatal', 'error', 'warn'],
  info: ['fatal', 'error', 'warn', 'log'],
  debug: ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'],
};

const optionsOf = ({ LOG_FORMAT, LOG_LEVEL }: Config): ConsoleLoggerOptions => ({
  json: LOG_FORMAT === 'json',
  colors: LOG_FORMAT === 'pretty',
  logLevels: levels[LOG_LEVEL],
});

/** Nest's own startup messages; nobody needs them. */
const chatter = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

class ApplicationLogger extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (!chatter.has(String(rest.at(-1)))) super.log(message, ...rest);
  }

  /** Every log line of a request carries the id that its response carries. */
  protected override getJsonLogObject(
    ...args: Parameters<ConsoleLogger['getJsonLogObject']>
  ): ReturnType<ConsoleLogger['getJsonLogObject']> {
    const requestId = currentWork.get()?.requestId;
    return { ...super.getJsonLogObject(...args), ...(requestId !== undefined && { requestId }) };
  }

  protected override formatContext(context: string): string {
    const requestId = currentWork.get()?.requestId;
    return super.formatContext(requestId === undefined ? context : `${context} ${requestId}`);
  }
}

/** A command prints its result, and nothing else, on stdout. */
class CommandLogger extends ApplicationLogger {
  protected override printMessages(
    ...[messages, context, level, , ...rest]: Parameters<ConsoleLogger['printMessages']>
  ): void {
    super.printMessages(messages, context, level, 'stderr', ...rest);
  }
}

/** The log of a command. */
export const commandLoggerFor = (config: Config): ConsoleLogger =>
  new CommandLogger(optionsOf({ ...config, LOG_LEVEL: 'warn' }));

export const loggerFor = (config: Config): ConsoleLogger => new ApplicationLogger(optionsOf(config));
