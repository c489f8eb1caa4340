import { Module } from '@nestjs/common';
import { LinkChecks } from './link-checks.service.js';

/** Where the links of texts lead. */
@Module({ providers: [LinkChecks], exports: [LinkChecks] })
export class LinkChecksModule {}
