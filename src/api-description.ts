import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { apiIdentity } from './api-identity.js';
import { AppModule } from './app.module.js';
import { readConfig } from './platform/config/config.js';
import { unprobed } from './platform/database/connections/access.js';
import { apiDocumentFile } from './platform/openapi/api-document.js';
import { apiDocument } from './platform/openapi/document.js';
import type { Runtime } from './platform/runtime.js';

/** Nothing is connected: the routes are known before the application is initialised. */
const runtime: Runtime = {
  config: readConfig({}),
  database: unprobed('postgres://localhost/none'),
  smtpUrl: null,
  secretKey: 'none'.repeat(12),
};

/**
 * Called by scripts/build.mjs: writes the API description to where the server reads it.
 * @throws Error for an operation under `/api/` without a description, which fails the build
 */
export async function writeApiDescription(): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(runtime), new FastifyAdapter(), {
    logger: ['error'],
    abortOnError: false,
  });
  writeFileSync(apiDocumentFile, JSON.stringify(apiDocument(app, apiIdentity)));
}
