#!/bin/bash
# A copy of the primary that follows it; made when the volume is new.
set -euo pipefail
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  chown -R postgres "$(dirname "$PGDATA")"
  chmod 700 "$PGDATA"
  gosu postgres pg_basebackup -D "$PGDATA" -R -X stream -c fast \
    -d "host=primary user=demarche_standby password=$PGPASSWORD application_name=standby"
fi
exec gosu postgres postgres -c max_connections=200
