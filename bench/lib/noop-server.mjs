// The limit for pages: a bare Nest application on Fastify with one route that does nothing.
import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

class NoopController {
  noop() {
    return 'ok';
  }
}
Controller()(NoopController);
Get()(NoopController.prototype, 'noop', Object.getOwnPropertyDescriptor(NoopController.prototype, 'noop'));

class NoopModule {}
Module({ controllers: [NoopController] })(NoopModule);

process.once('message', async ({ port }) => {
  const app = await NestFactory.create(NoopModule, new FastifyAdapter(), { logger: false });
  await app.listen(port, '127.0.0.1');
  process.send({ url: `http://127.0.0.1:${port}` });
});
process.on('disconnect', () => process.exit(0));
