import { fileURLToPath } from 'node:url';
import type { Config } from '../config/config.js';
import { withoutEnding } from '../without-ending.js';
import { BucketStore } from './bucket-store.js';
import type { FileStore } from './file-store.js';
import { FolderStore } from './folder-store.js';

/** The store of FILES_URL; unset: DATA_DIR. */
export function storeOf({ FILES_URL, DATA_DIR, ...config }: Config): FileStore {
  if (FILES_URL === undefined) return new FolderStore(DATA_DIR);
  const url = new URL(FILES_URL);
  if (url.protocol === 'file:') return new FolderStore(fileURLToPath(url));
  const folder = url.pathname.split('/').filter(Boolean).join('/');
  return new BucketStore({
    endpoint: `${withoutEnding(url.searchParams.get('endpoint') ?? '', '/')}/${url.hostname}`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    prefix: folder === '' ? '' : `${folder}/`,
    accessKeyId: config.FILES_ACCESS_KEY_ID ?? '',
    secretAccessKey: config.FILES_SECRET_ACCESS_KEY ?? '',
  });
}
