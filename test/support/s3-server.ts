import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

const accessKeyId = 'test-key';
const secretAccessKey = 'test secret';
const bucket = 'campaign';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The smallest S3 there can be: one bucket in memory, objects whole or in parts, ranges, lists of one folder. Every request must carry a valid signature
 * (version 4). It stands in for the real ones, of which none runs from npm on the oldest Node.js that we support.
 */
export class S3Server {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, Map<number, Buffer>>();
  /** Methods that are answered with 403, as by a key without the right. */
  readonly forbidden = new Set<string>();
  private constructor(private readonly server: Server) {}

  static async start(): Promise<S3Server> {
    const server = createServer();
    const self = new S3Server(server);
    server.on('request', (request, response) => {
      self.handle(request, response).catch(() => response.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return self;
  }

  /** Settings of a process that keeps its files here. */
  settings(prefix: string, instead: { bucket?: string; secret?: string } = {}): Record<string, string> {
    const endpoint = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return {
      FILES_URL: `s3://${instead.bucket ?? bucket}/${prefix}?endpoint=${endpoint}&region=test`,
      FILES_ACCESS_KEY_ID: accessKeyId,
      FILES_SECRET_ACCESS_KEY: instead.secret ?? secretAccessKey,
    };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const url = new URL(request.url ?? '/', 'http://s3');
    const [status, content, headers] = this.answer(request, url, body);
    response.writeHead(status, { 'content-type': 'application/xml', ...headers }).end(content);
  }

  private answer(request: IncomingMessage, url: URL, body: Buffer): Answer {
    if (!isSigned(request, url)) return refusal(403, 'SignatureDoesNotMatch');
    const [, name = '', ...rest] = decodeURIComponent(url.pathname).split('/');
    if (name !== bucket) return refusal(404, 'NoSuchBucket');
    if (this.forbidden.has(request.method ?? '')) return refusal(403, 'AccessDenied');
    const key = rest.join('/');
    const uploadId = url.searchParams.get('uploadId');
    if (uploadId !== null || url.searchParams.has('uploads')) return this.part(request.method, url, key, body);
    switch (request.method) {
      case 'PUT':
        this.objects.set(key, body);
        return [200, '', etagOf(body)];
      case 'DELETE':
        this.objects.delete(key);
        return [204, '', {}];
      default:
        return key === '' ? [200, this.list(url.searchParams.get('prefix') ?? ''), {}] : this.range(key, request);
    }
  }

  private part(method: string | undefined, url: URL, key: string, body: Buffer): Answer {
    const id = url.searchParams.get('uploadId') ?? randomUUID();
    const parts = this.uploads.get(id) ?? new Map<number, Buffer>();
    if (url.searchParams.has('uploads')) {
      this.uploads.set(id, parts);
      return [200, `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`, {}];
    }
    if (method === 'PUT') {
      parts.set(Number(url.searchParams.get('partNumber')), body);
      return [200, '', etagOf(body)];
    }
    this.uploads.delete(id);
    if (method === 'DELETE') return [204, '', {}];
    this.objects.set(key, Buffer.concat([...parts].sort(([a], [b]) => a - b).map(([, part]) => part)));
    const result = `<CompleteMultipartUploadResult><Key>${key}</Key><ETag>"whole"</ETag></CompleteMultipartUploadResult>`;
    return [200, result, {}];
  }

  private range(key: string, { headers }: IncomingMessage): Answer {
    const whole = this.objects.get(key);
    if (!whole) return refusal(404, 'NoSuchKey');
    const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
    return [206, whole.subarray(Number(from), to === '' ? undefined : Number(to) + 1), {}];
  }

  private list(prefix: string): string {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    const contents = keys.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join('');
    return `<ListBucketResult><KeyCount>${keys.length}</KeyCount><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`;
  }
}

type Answer = [status: number, content: string | Buffer, headers: Record<string, string>];

const refusal = (status: number, code: string): Answer => [status, `<Error><Code>${code}</Code></Error>`, {}];
const etagOf = (body: Buffer) => ({ etag: `"${createHash('md5').update(body).digest('hex')}"` });

/** Signature version 4 over method, path, query and the headers it names. */
function isSigned({ method, headers }: IncomingMessage, url: URL): boolean {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8}\/[^/]+\/s3\/aws4_request), SignedHeaders=([^,]+), Signature=(\w{64})$/;
  const [, id, scope = '', names = '', signature = ''] = pattern.exec(headers.authorization ?? '') ?? [];
  if (id !== accessKeyId || !names.split(';').includes('host')) return false;
  const query = [...url.searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
  const signed = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const content = String(headers['x-amz-content-sha256']);
  const request = [method, url.pathname, query, signed.join(''), names, content].join('\n');
  const hash = createHash('sha256').update(request).digest('hex');
  const key = scope.split('/').reduce<string | Buffer>((made, part) => hmac(made, part), `AWS4${secretAccessKey}`);
  const due = hmac(key, ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, hash].join('\n'));
  return timingSafeEqual(due, Buffer.from(signature, 'hex'));
}
