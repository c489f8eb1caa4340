import type { FastifyReply } from 'fastify';

/**
 * Sends a file that a stranger made: to be saved and never shown, guessed at or run, even where a browser shows it after all.
 * @param file its name may hold any character
 */
export function sendForeignFile(
  reply: FastifyReply,
  { filename, contentType, content }: { filename: string; contentType: string; content: Buffer },
): void {
  const plain = filename.replace(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(filename).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  void reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
    .type(contentType)
    .send(content);
}
