-- Functions that run with the rights of their owner look for tables where only the owner can make them: a table of the same name in the caller's
-- temporary schema is not found before the real one. Who owns the functions stands in prisma/roles.sql.
ALTER FUNCTION "staff_secret_of"(UUID) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION "staff_set_password"(UUID, TEXT) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION "staff_begin_totp"(UUID, BYTEA) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION "staff_confirm_totp"(UUID, BYTEA, BIGINT, TIMESTAMPTZ) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION "staff_advance_totp"(UUID, BIGINT) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION "staff_remove_totp"(UUID) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION "chain_new_audit_entry"() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION "chain_audit_entry"("audit_entry") SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION "signature_removed"() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION "consent_withdrawn"() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION "outdate_exports"(UUID) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION "enqueue_job"(TEXT, JSON, INT, TEXT, TIMESTAMPTZ) SET search_path = pg_catalog, public, pg_temp;
