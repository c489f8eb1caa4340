import { Controller, Get, NotFoundException, Req, Res } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { namesEtag, takesGzip } from '../platform/http/finished-answer.js';
import { assetsByPath, worldSvg, type Asset } from './assets.js';

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0b5394"/><path d="M8 17l5 5 11-12" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

/** Stylesheet, scripts and icon, from memory. */
@Public()
@Controller()
export class AssetsController {
  @Get('assets/:name')
  asset(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const path = request.url.split('?')[0] ?? '';
    const asset = assetsByPath.get(path);
    if (!asset) throw new NotFoundException();
    const caching = path === asset.path ? 'public, max-age=31536000, immutable' : 'public, max-age=300';
    // Chromium draws nothing for `<use>` of another file that it has in its cache: the map was empty at every second visit.
    if (asset === worldSvg) return sendAsset(request, reply, asset, 'no-store');
    sendAsset(request, reply, asset, caching);
  }

  @Get('favicon.svg')
  icon(@Res() reply: FastifyReply) {
    return reply.header('cache-control', 'public, max-age=86400').type('image/svg+xml').send(icon);
  }

  /** Emailed links are secret. */
  @Get('robots.txt')
  robots(@Res() reply: FastifyReply) {
    return reply
      .type('text/plain; charset=utf-8')
      .send(
        'User-agent: *\nDisallow: /admin\nDisallow: /c/\nDisallow: /d/\nDisallow: /u/\nDisallow: /me/\nDisallow: /preview/\n',
      );
  }
}

/** With separate ETags for the plain and the compressed form; a matching one gets 304. */
export function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset, caching: string): void {
  const zipped = asset.gzip.length < asset.body.length && takesGzip(request);
  const etag = zipped ? asset.etag.replace(/"$/, '-gzip"') : asset.etag;
  void reply.headers({ 'cache-control': caching, vary: 'Accept-Encoding', etag });
  // A public script: no cookie, no secret, and pages with subresource integrity or cross-origin isolation need these.
  if (asset.shared)
    void reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
  if (namesEtag(request.headers['if-none-match'], etag)) return void reply.status(304).send();
  void reply.type(asset.type);
  if (zipped) void reply.header('content-encoding', 'gzip').send(asset.gzip);
  else void reply.send(asset.body);
}
