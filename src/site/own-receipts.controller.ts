import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Public } from '../access/access.guard.js';
import { download, seeOther } from '../platform/http/answer.js';
import { LinkInvalid } from '../petitions/petitions.errors.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { OwnDataService } from '../privacy/own-data.service.js';
import { SignatureReceipts } from '../transparency/receipts.service.js';
import { visitorOf } from './visitor.js';

const signatureParam = z.object({ token: z.string().max(200), id: z.uuid() });

/** Receipts for signers, by the emailed link to their data. */
@Public()
@Controller('me/:token/signatures/:id/receipt')
export class OwnReceiptsController {
  constructor(
    private readonly ownData: OwnDataService,
    private readonly petitions: PetitionsService,
    private readonly receipts: SignatureReceipts,
  ) {}

  /** The file; the page again while the log does not have the signature yet. @throws LinkInvalid, LinkExpired */
  @Get()
  async receipt(
    @Param({ schema: signatureParam }) { token, id }: z.output<typeof signatureParam>,
    @Req() request: FastifyRequest,
  ) {
    const { locale } = visitorOf(request);
    const own = (await this.ownData.look(token, locale)).signatures.find((one) => one.id === id);
    if (!own) throw new LinkInvalid();
    const { slug } = own.petition;
    const content = await this.receipts.of(id, await this.petitions.idOf(slug));
    if (content === null) return seeOther(`/me/${encodeURIComponent(token)}?lang=${locale}&done=receipt_later`);
    return download({ filename: `${slug}.tlog-proof`, type: 'text/plain; charset=utf-8', content });
  }
}
