import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { boot, type Surroundings } from '../boot.js';
import { readConfig, type Config } from '../platform/config/config.js';
import { commandLoggerFor } from '../platform/application-logger.js';
import type { Runtime } from '../platform/runtime.js';
import { DomainModule } from '../domain.module.js';

/** Runs work on the application's services beside a serving process, or on a database started for the occasion. */
export async function withApp(
  work: (app: INestApplicationContext, surroundings: Surroundings) => Promise<void>,
  { settings = {}, ...instead }: Pick<Runtime, 'clock' | 'dns'> & { settings?: Partial<Config> } = {},
): Promise<void> {
  const config = { ...readConfig(), ...settings };
  const surroundings = await boot(config, { beside: true });
  try {
    const logger = commandLoggerFor(config);
    const app = await NestFactory.createApplicationContext(DomainModule.of({ ...surroundings.runtime, ...instead }), {
      logger,
      abortOnError: false,
    });
    try {
      await work(app, surroundings);
    } finally {
      await app.close();
    }
  } finally {
    await surroundings.stop();
  }
}
