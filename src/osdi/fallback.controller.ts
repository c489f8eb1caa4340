import { Controller, Delete, Get, Patch, Post, Put, Req } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyRequest } from 'fastify';
import { NotOfTheApi } from '../platform/openapi/operation.js';
import { MethodNotOffered, ResourceNotFound } from './osdi.errors.js';
import { offered, root } from './osdi.values.js';

const anywhere = ['', '*'];

/** Everything else below the root: a path that supports other methods, or no path of ours. */
@NotOfTheApi()
@Public()
@Controller('api/osdi/v1')
export class FallbackController {
  @Get('*')
  get(@Req() request: FastifyRequest): never {
    return refuse(request.url);
  }

  @Post(anywhere)
  post(@Req() request: FastifyRequest): never {
    return refuse(request.url);
  }

  @Put(anywhere)
  put(@Req() request: FastifyRequest): never {
    return refuse(request.url);
  }

  @Patch(anywhere)
  patch(@Req() request: FastifyRequest): never {
    return refuse(request.url);
  }

  @Delete(anywhere)
  delete(@Req() request: FastifyRequest): never {
    return refuse(request.url);
  }
}

function refuse(url: string): never {
  const path = (url.split('?')[0] ?? '').slice(root.length + 1);
  const known = offered.find(([pattern]) => pattern.test(path));
  throw known ? new MethodNotOffered(known[1]) : new ResourceNotFound();
}
