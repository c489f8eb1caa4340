#!/bin/sh
# Runs once, when the database is first made: the program's user owns its database and may make the roles of prisma/roles.sql, and is no superuser,
# so that nothing in the program can run commands on the server.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres -v password="$DEMARCHE_PASSWORD" <<'SQL'
create role demarche login createrole password :'password';
create database demarche owner demarche;
revoke all on database demarche from public;
grant connect on database demarche to public;
SQL
