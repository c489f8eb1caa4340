import { isUtf8 } from 'node:buffer';
import { parse } from 'node:querystring';
import { BadRequestException } from '@nestjs/common';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors.js';

/** Bytes that are not UTF-8 would be stored as characters that nobody typed. */
export class BodyNotUtf8 extends DomainError {
  readonly code = 'request.encoding';
  readonly httpStatus = 400;
  constructor() {
    super('The body is not valid UTF-8. Nothing was accepted.');
  }
}

const percent = 0x25;
const digit = (byte: number | undefined): number => Number.parseInt(String.fromCharCode(byte ?? 0), 16);

/** The bytes a form encodes. */
function percentDecoded(body: Buffer): Buffer {
  const decoded = Buffer.allocUnsafe(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at++) {
    const code = body[at] === percent ? digit(body[at + 1]) * 16 + digit(body[at + 2]) : NaN;
    decoded[length++] = Number.isNaN(code) ? (body[at] ?? 0) : code;
    if (!Number.isNaN(code)) at += 2;
  }
  return decoded.subarray(0, length);
}

/** A compressed body is not UTF-8 text either; nothing decompresses it. */
const broken = ({ headers }: FastifyRequest): Error =>
  headers['content-encoding'] === undefined ? new BodyNotUtf8() : new BadRequestException();

type Done = (error: Error | null, body?: unknown) => void;

/** Parses JSON and forms as the framework does, but only from valid UTF-8; in forms that also applies to percent-encoded bytes. */
export function refuseBrokenBytes(adapter: FastifyAdapter, bodyLimit: number): void {
  const json = adapter.getInstance().getDefaultJsonParser('error', 'error');
  adapter.useBodyParser(
    'application/json',
    false,
    { bodyLimit },
    (request: FastifyRequest, body: Buffer, done: Done) =>
      isUtf8(body) ? void json(request, body.toString('utf8'), done) : done(broken(request)),
  );
  adapter.useBodyParser(
    'application/x-www-form-urlencoded',
    false,
    { bodyLimit },
    (request: FastifyRequest, body: Buffer, done: Done) => {
      if (!isUtf8(body) || !isUtf8(percentDecoded(body))) return done(broken(request));
      const fields = parse(body.toString('utf8'), '&', '=', { maxKeys: 0 });
      if (Object.hasOwn(fields, '__proto__')) return done(new BadRequestException());
      done(null, fields);
    },
  );
}
