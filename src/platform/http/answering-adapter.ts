import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { Answer } from './answer.js';

type Replied = Parameters<FastifyAdapter['reply']>[0];

/**
 * Sends responses that handlers return. Nest gives every returned value the default status of its method (201 after POST), and this is the last place
 * where that can be prevented.
 */
export class AnsweringAdapter extends FastifyAdapter {
  override reply(response: Replied, body: unknown, status?: number): FastifyReply {
    return body instanceof Answer ? body.send(response as FastifyReply) : super.reply(response, body, status);
  }
}
