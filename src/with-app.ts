import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { loggerFor } from './app.setup.js';
import { boot, type Surroundings } from './boot.js';
import { readConfig } from './platform/config/config.js';

/** Runs work on the application's services beside a serving process, or on a database started for the occasion. */
export async function withApp(work: (app: INestApplicationContext, surroundings: Surroundings) => Promise<void>): Promise<void> {
  const config = readConfig();
  const surroundings = await boot(config, { beside: true });
  try {
    const logger = loggerFor({ ...config, LOG_LEVEL: 'warn' });
    const app = await NestFactory.createApplicationContext(AppModule.of(surroundings.runtime), { logger, abortOnError: false });
    try {
      await work(app, surroundings);
    } finally {
      await app.close();
    }
  } finally {
    await surroundings.stop();
  }
}
