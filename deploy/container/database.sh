#!/bin/sh
# Run once, by the image of PostgreSQL, in an empty database: a role that is no superuser, and no way in but the socket.
set -e
psql --set ON_ERROR_STOP=1 --username postgres --dbname postgres -c 'CREATE ROLE llais LOGIN' -c 'CREATE DATABASE llais OWNER llais'
printf 'local llais llais trust\nlocal all postgres peer\n' > "$PGDATA/pg_hba.conf"
