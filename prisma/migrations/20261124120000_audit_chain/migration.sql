-- CreateTable
CREATE TABLE "audit_link" (
    "position" BIGINT NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_link_pkey" PRIMARY KEY ("position")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_link_entry_id_key" ON "audit_link"("entry_id");

-- What the Prisma schema cannot say: how links come about, and that they stay (docs/decisions/0010-audit-chain.md)

ALTER TABLE "audit_link" ADD CONSTRAINT "audit_link_hash_sha256" CHECK (octet_length("hash") = 32);

-- Adds an entry to the end of the chain. 7240407 is advisoryLocks.auditChain, and the hashed text is repeated in access.sql.ts.
-- The plan is kept by each connection and may be made while the table is empty, hence the setting.
-- The body writes its semicolons as \073, because the migration engine splits scripts at every semicolon.
CREATE FUNCTION "chain_audit_entry"("entry" "audit_entry") RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS
  E'DECLARE
      previous audit_link\073
      next_position bigint\073
    BEGIN
      PERFORM pg_advisory_xact_lock(7240407)\073
      SELECT * INTO previous FROM audit_link ORDER BY position DESC LIMIT 1\073
      next_position := coalesce(previous.position, 0) + 1\073
      INSERT INTO audit_link (position, entry_id, hash) VALUES (next_position, entry.id, sha256(coalesce(previous.hash, '''') || convert_to(
        jsonb_build_array(next_position, entry.id, extract(epoch FROM entry.at), entry.actor, entry.action, entry.details)::text, ''UTF8'')))\073
    END\073';
CREATE FUNCTION "chain_new_audit_entry"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN PERFORM chain_audit_entry(NEW)\073 RETURN NULL\073 END\073';

-- Deferred: the lock is taken when the transaction commits, not when it writes the entry.
CREATE CONSTRAINT TRIGGER "audit_entry_chained" AFTER INSERT ON "audit_entry" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION "chain_new_audit_entry"();
-- What was written before there was a chain. Whatever is written from here on chains itself.
SELECT "chain_audit_entry"(e) FROM "audit_entry" e WHERE NOT EXISTS (SELECT FROM "audit_link" l WHERE l."entry_id" = e."id") ORDER BY e."id";

CREATE TRIGGER "audit_link_append_only" BEFORE UPDATE OR DELETE ON "audit_link"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_link_no_truncate" BEFORE TRUNCATE ON "audit_link"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
-- Links come from entries only: a statement of its own, outside every trigger, has depth 0.
CREATE TRIGGER "audit_link_by_trigger_only" BEFORE INSERT ON "audit_link"
  FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION "refuse_change"();
