import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { MinistriesService } from '../../ministries/ministries.service.js';
import { sendPage } from '../../platform/http/page.js';
import { ActorNames } from '../frame/actor-names.js';
import { refusalOf, type Refused } from '../frame/form.js';
import { MinistryPage } from './ministry-page.js';

/** What a page of a ministry says about the deed before it. */
interface Told {
  done?: string | undefined;
  refused?: Refused;
}

export interface Deed {
  iso: string;
  input?: Record<string, string>;
  /** What the page says afterwards. */
  done: string;
  work: () => Promise<unknown>;
  /** The form again, with what is wrong with it; without, the page of the ministry says it. */
  again?: (refused: Refused) => VNode | Promise<VNode>;
}

/** The page of one ministry, and the way every deed there ends. */
@Injectable()
export class MinistryDesk {
  constructor(
    private readonly ministries: MinistriesService,
    private readonly names: ActorNames,
  ) {}

  async show(reply: FastifyReply, staff: SignedIn, iso: string, told: Told = {}, status = 200): Promise<void> {
    const [ministry, names] = await Promise.all([this.ministries.get(iso), this.names.all()]);
    sendPage(reply, MinistryPage({ staff, ministry, names, ...told }), status);
  }

  /** Goes back to the ministry when it is done. */
  async does(reply: FastifyReply, staff: SignedIn, { iso, input, done, work, again }: Deed): Promise<void> {
    try {
      await work();
      void reply.header('cache-control', 'no-store').redirect(`/admin/ministries/${iso}?done=${done}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      if (again) sendPage(reply, await again(refused), status);
      else await this.show(reply, staff, iso, { refused }, status);
    }
  }
}
