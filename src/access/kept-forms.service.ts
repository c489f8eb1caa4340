import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { Clock, hours } from '../platform/clock.js';
import { seal, unseal } from '../platform/seal.js';
import { Tokens } from '../platform/tokens.js';

/** A form as it was sent: where to, and its fields in their order. */
export interface SentForm {
  path: string;
  fields: readonly (readonly [name: string, value: string])[];
}

interface Sealed extends SentForm {
  until: number;
}

/** Secrets, and what accompanies them in the forms that identify a person. `_csrf` is of a session that has ended. */
const neverKept = new Set(['_csrf', 'password', 'current', 'code', 'response', 'pending', 'username', 'next']);

/** Kept for the person, but nothing they typed. */
const madeByPage = new Set(['_campaign']);

const ownPath = /^\/admin(\/[\w.~%-]+)+$/;
const keptMilliseconds = hours(1);

/** With address and password beside it, a form of this length still fits the limit for everybody. */
const longest = 48 * 1024;

/**
 * Forms that arrive after a session has ended. They are stored nowhere: the browser holds them while their sender signs in, sealed for that account
 * alone.
 */
@Injectable()
export class KeptForms {
  constructor(
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  /** @param url of the request; its query is dropped. @returns null when there is nothing in the form that could be lost */
  read(url: string, body: unknown): SentForm | null {
    const fields = Object.entries((body ?? {}) as Record<string, unknown>)
      .filter(([name]) => !neverKept.has(name))
      .flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const))
      .filter((field): field is readonly [string, string] => typeof field[1] === 'string');
    const path = url.split('?')[0] ?? '';
    return ownPath.test(path) && !fields.every(([name]) => madeByPage.has(name)) ? { path, fields } : null;
  }

  /** @returns null when the form is too long to accompany a sign-in */
  seal(form: SentForm, staffId: string): string | null {
    const until = this.clock.now().getTime() + keptMilliseconds;
    const packed = deflateRawSync(JSON.stringify({ ...form, until } satisfies Sealed)).toString('base64');
    const sealed = seal(this.key(), packed, staffId).toString('base64url');
    return sealed.length > longest ? null : sealed;
  }

  /** @returns null for what has expired, was sealed for somebody else, or not by us */
  open(sealed: string, staffId: string): SentForm | null {
    try {
      const packed = unseal(this.key(), Buffer.from(sealed, 'base64url'), staffId);
      const { until, ...form } = JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString()) as Sealed;
      return until > this.clock.now().getTime() ? form : null;
    } catch {
      return null;
    }
  }

  private key(): Buffer {
    return this.tokens.keyFor('kept-form');
  }
}
