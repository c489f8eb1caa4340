-- CreateTable
CREATE TABLE "staff_secret" (
    "staff_id" UUID NOT NULL,
    "password_hash" TEXT,
    "totp_sealed" BYTEA,
    "totp_confirmed_at" TIMESTAMPTZ(3),
    "totp_last_step" BIGINT,

    CONSTRAINT "staff_secret_pkey" PRIMARY KEY ("staff_id")
);

-- CreateTable
CREATE TABLE "staff_recovery_code" (
    "staff_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_recovery_code_pkey" PRIMARY KEY ("staff_id","code_hash")
);

-- CreateTable
CREATE TABLE "staff_passkey" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "credential_id" BYTEA NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "used_challenge" (
    "nonce" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "used_challenge_pkey" PRIMARY KEY ("nonce")
);

-- CreateIndex
CREATE UNIQUE INDEX "staff_passkey_credential_id_key" ON "staff_passkey"("credential_id");

-- CreateIndex
CREATE INDEX "staff_passkey_staff_id_idx" ON "staff_passkey"("staff_id");

-- CreateIndex
CREATE INDEX "used_challenge_expires_at_idx" ON "used_challenge"("expires_at");

-- AddForeignKey
ALTER TABLE "staff_secret" ADD CONSTRAINT "staff_secret_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_recovery_code" ADD CONSTRAINT "staff_recovery_code_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_passkey" ADD CONSTRAINT "staff_passkey_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Passwords move, and who has one has joined.
ALTER TABLE "staff" ADD COLUMN "joined_at" TIMESTAMPTZ(3);
INSERT INTO "staff_secret" ("staff_id", "password_hash") SELECT "id", "password_hash" FROM "staff" WHERE "password_hash" IS NOT NULL;
UPDATE "staff" SET "joined_at" = "created_at" WHERE "password_hash" IS NOT NULL;
ALTER TABLE "staff" DROP COLUMN "password_hash";

-- Sessions that exist go on, as what is known of them.
ALTER TABLE "staff_session"
  ADD COLUMN "id" UUID,
  ADD COLUMN "last_seen_at" TIMESTAMPTZ(3),
  ADD COLUMN "user_agent" TEXT,
  ADD COLUMN "stepped_up_at" TIMESTAMPTZ(3),
  ADD COLUMN "second_factor" TEXT;
UPDATE "staff_session" SET "id" = gen_random_uuid(), "last_seen_at" = "created_at", "user_agent" = 'Unknown device', "second_factor" = 'none';
ALTER TABLE "staff_session"
  ALTER COLUMN "id" SET NOT NULL,
  ALTER COLUMN "last_seen_at" SET NOT NULL,
  ALTER COLUMN "user_agent" SET NOT NULL,
  ALTER COLUMN "second_factor" SET NOT NULL,
  ADD CONSTRAINT "staff_session_second_factor_known" CHECK ("second_factor" IN ('none', 'totp', 'recovery', 'passkey'));
CREATE UNIQUE INDEX "staff_session_id_key" ON "staff_session"("id");

ALTER TABLE "api_token" ADD COLUMN "expires_at" TIMESTAMPTZ(3);

ALTER TABLE "staff_secret" ADD CONSTRAINT "staff_secret_totp_whole"
  CHECK (("totp_confirmed_at" IS NULL) = ("totp_last_step" IS NULL) AND ("totp_confirmed_at" IS NULL OR "totp_sealed" IS NOT NULL));

-- The only ways to the secrets (docs/decisions/0011-second-factors.md). Each runs with the rights of the owner of the tables, so that
-- the program needs none of its own. Functions of one statement carry no semicolon.
CREATE FUNCTION "staff_secret_of"("staff_id" UUID) RETURNS SETOF "staff_secret"
  LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public AS
  'SELECT * FROM staff_secret s WHERE s.staff_id = $1';

CREATE FUNCTION "staff_set_password"("staff_id" UUID, "password_hash" TEXT) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS
  'INSERT INTO staff_secret AS s (staff_id, password_hash) VALUES ($1, $2)
   ON CONFLICT ON CONSTRAINT staff_secret_pkey DO UPDATE SET password_hash = EXCLUDED.password_hash';

-- False when a confirmed secret is there already.
CREATE FUNCTION "staff_begin_totp"("staff_id" UUID, "sealed" BYTEA) RETURNS boolean
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS
  'WITH written AS (
     INSERT INTO staff_secret AS s (staff_id, totp_sealed) VALUES ($1, $2)
     ON CONFLICT ON CONSTRAINT staff_secret_pkey DO UPDATE SET totp_sealed = EXCLUDED.totp_sealed WHERE s.totp_confirmed_at IS NULL
     RETURNING 1)
   SELECT EXISTS (SELECT FROM written)';

-- False when another secret was begun meanwhile, or this one is confirmed already.
CREATE FUNCTION "staff_confirm_totp"("staff_id" UUID, "sealed" BYTEA, "step" BIGINT, "at" TIMESTAMPTZ) RETURNS boolean
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS
  'WITH written AS (
     UPDATE staff_secret s SET totp_confirmed_at = $4, totp_last_step = $3
     WHERE s.staff_id = $1 AND s.totp_sealed = $2 AND s.totp_confirmed_at IS NULL
     RETURNING 1)
   SELECT EXISTS (SELECT FROM written)';

-- False when the code of this step, or of a later one, was used before.
CREATE FUNCTION "staff_advance_totp"("staff_id" UUID, "step" BIGINT) RETURNS boolean
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS
  'WITH written AS (
     UPDATE staff_secret s SET totp_last_step = $2
     WHERE s.staff_id = $1 AND s.totp_confirmed_at IS NOT NULL AND s.totp_last_step < $2
     RETURNING 1)
   SELECT EXISTS (SELECT FROM written)';

-- False when there was none.
CREATE FUNCTION "staff_remove_totp"("staff_id" UUID) RETURNS boolean
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS
  'WITH written AS (
     UPDATE staff_secret s SET totp_sealed = NULL, totp_confirmed_at = NULL, totp_last_step = NULL
     WHERE s.staff_id = $1 AND s.totp_sealed IS NOT NULL
     RETURNING 1)
   SELECT EXISTS (SELECT FROM written)';

REVOKE ALL ON FUNCTION "staff_secret_of"(UUID), "staff_set_password"(UUID, TEXT), "staff_begin_totp"(UUID, BYTEA),
  "staff_confirm_totp"(UUID, BYTEA, BIGINT, TIMESTAMPTZ), "staff_advance_totp"(UUID, BIGINT), "staff_remove_totp"(UUID) FROM PUBLIC;
