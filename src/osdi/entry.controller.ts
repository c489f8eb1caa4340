import { Controller, Get, Param, Res, UseInterceptors } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { toHtml } from '../platform/http/page.js';
import { Hal } from './hal.js';
import { HalAnswer } from './hal-answer.js';
import { RelationPage } from './osdi-docs.js';
import { ResourceNotFound } from './osdi.errors.js';
import { relParam } from './osdi.schema.js';
import { maxPageSize, osdiVersion, relations } from './osdi.values.js';
import { Described, NotOfTheApi } from '../platform/openapi/operation.js';
import { entryPoint } from './osdi.api.js';

/** Where a client begins: everything else is found by the links of this response. */
@Public()
@Controller('api/osdi/v1')
export class EntryController {
  constructor(private readonly hal: Hal) {}

  @Get()
  @Described(entryPoint)
  @UseInterceptors(HalAnswer)
  entry() {
    return {
      motd: 'Nobody is subscribed or counted before the mailbox has confirmed it. See the link docs.',
      max_pagesize: maxPageSize,
      vendor_name: 'Demarche',
      product_name: 'Demarche',
      osdi_version: osdiVersion,
      namespace: 'demarche',
      _links: {
        curies: this.hal.curies,
        self: this.hal.link('', 'This entry point'),
        'osdi:people': this.hal.link('people', 'People'),
        'osdi:petitions': this.hal.link('petitions', 'Petitions'),
        'osdi:signatures': this.hal.link('signatures', 'Signatures'),
        'osdi:advocacy_campaigns': this.hal.link('advocacy_campaigns', 'Supporter letters'),
        'osdi:outreaches': this.hal.link('outreaches', 'Letters that were written'),
        'osdi:tags': this.hal.link('tags', 'Labels'),
        'osdi:lists': this.hal.link('lists', 'Lists, one per purpose of consent'),
        'osdi:messages': this.hal.link('messages', 'Letters of the campaign'),
        'osdi:person_signup_helper': this.hal.link('people/person_signup_helper', 'Sign a person up'),
        docs: this.hal.link('docs/osdi', 'How to use this, and where it differs'),
      },
    };
  }

  @Get('docs/:rel')
  @NotOfTheApi()
  docs(@Param({ schema: relParam }) { rel }: z.infer<typeof relParam>, @Res() reply: FastifyReply) {
    const name = rel.replace(/^osdi:(?=.)/, '');
    if (name !== 'osdi' && !Object.hasOwn(relations, name)) throw new ResourceNotFound();
    void reply.type('text/html; charset=utf-8').send(toHtml(RelationPage({ rel: name })));
  }
}
