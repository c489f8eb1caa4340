import type { Statement } from '../platform/database/database.js';

/**
 * Records solutions as used, $1 their hashes, $2 until when each would be valid, $3 now; forgets those that are not valid any more. Returns those that
 * were not used before.
 */
export const useProofs: Statement = {
  name: 'supporters.use_proofs',
  text: `
  with gone as (
    delete from used_proof where hash = any(array(select hash from used_proof where expires_at < $3 order by expires_at limit 1000)) returning 1
  )
  insert into used_proof (hash, expires_at) select * from unnest($1::bytea[], $2::timestamptz[])
  on conflict do nothing returning hash`,
};
