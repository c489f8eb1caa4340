import type { FastifyReply } from 'fastify';
import { Answer } from './answer.js';

interface UntrustedFile {
  /** May hold any character. */
  filename: string;
  contentType: string;
  content: Buffer;
}

/** An untrusted file: always downloaded, never rendered, sniffed or run, even where a browser shows it after all. */
export function untrustedAttachment({ filename, contentType, content }: UntrustedFile): Answer {
  const plain = filename.replace(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(filename).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return new Answer(content, 200, {
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'content-type': contentType,
  });
}

/** The same, sent by a handler that has the reply object. */
export const sendUntrustedAttachment = (reply: FastifyReply, file: UntrustedFile): void =>
  void untrustedAttachment(file).send(reply);
