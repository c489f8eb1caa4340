-- What a process with few rights must be able to cause, and not to do: the owner's functions do it for them.
-- The rights themselves stand in prisma/roles.sql, because they are granted anew after every migration.

-- The chain is written by the trigger alone.
ALTER FUNCTION "chain_new_audit_entry"() SECURITY DEFINER SET search_path = pg_catalog, public;
REVOKE EXECUTE ON FUNCTION "chain_audit_entry"("audit_entry") FROM PUBLIC;

-- Withdrawals outdate stored files and leave a number behind.
ALTER FUNCTION "signature_removed"() SECURITY DEFINER SET search_path = pg_catalog, public;
ALTER FUNCTION "consent_withdrawn"() SECURITY DEFINER SET search_path = pg_catalog, public;
REVOKE EXECUTE ON FUNCTION "outdate_exports"(uuid) FROM PUBLIC;

-- The one door to the job queue for processes that do not work on it.
CREATE FUNCTION "enqueue_job"(name text, payload json, attempts int, key text, run_at timestamptz) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS
  E'BEGIN PERFORM graphile_worker.add_job(name, payload, max_attempts := attempts, job_key := key, run_at := run_at)\073 END\073';
REVOKE EXECUTE ON FUNCTION "enqueue_job"(text, json, int, text, timestamptz) FROM PUBLIC;
