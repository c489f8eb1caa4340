#!/bin/bash
# When the volume is new: the logins of the processes and of the standby. Roles get their rights from the first migration. Passwords: letters and digits only.
set -euo pipefail
login() {
  cat <<SQL
    create role $1 nologin;
    create role $2 login password '$3' in role $1;
    alter role $2 set role = '$1';
    alter role $2 set statement_timeout = 30000;
    alter role $2 set idle_in_transaction_session_timeout = 60000;
SQL
}
{
  login demarche_web demarche_web_login "$WEB_PASSWORD"
  login demarche_worker demarche_worker_login "$WORKER_PASSWORD"
  echo "create role demarche_standby login replication password '$REPLICATION_PASSWORD';"
} | psql --set ON_ERROR_STOP=1 --username postgres --dbname demarche
echo 'host replication demarche_standby samenet scram-sha-256' >> "$PGDATA/pg_hba.conf"
