#!/bin/sh
# Runs once, when the database is first created. Demarche's user owns its database and may create the roles of prisma/roles.sql, but is not a superuser,
# so that nothing in the application can run commands on the server.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres -v password="$DEMARCHE_PASSWORD" <<'SQL'
create role demarche login createrole password :'password';
create database demarche owner demarche;
revoke all on database demarche from public;
grant connect on database demarche to public;
SQL
