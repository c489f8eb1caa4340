-- CreateTable
CREATE TABLE "count_log" (
    "id" UUID NOT NULL,
    "petition_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "origin" TEXT NOT NULL,
    "size" INTEGER NOT NULL DEFAULT 0,
    "counted" INTEGER NOT NULL DEFAULT 0,
    "last_number" INTEGER NOT NULL DEFAULT 0,
    "last_version" INTEGER NOT NULL DEFAULT 0,
    "tallied_on" DATE,
    "tallied_size" INTEGER NOT NULL DEFAULT 0,
    "closed" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,

    CONSTRAINT "count_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_log_tile" (
    "log_id" UUID NOT NULL,
    "level" SMALLINT NOT NULL,
    "n" INTEGER NOT NULL,
    "width" SMALLINT NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "count_log_tile_pkey" PRIMARY KEY ("log_id","level","n")
);

-- CreateTable
CREATE TABLE "count_log_checkpoint" (
    "log_id" UUID NOT NULL,
    "size" INTEGER NOT NULL,
    "root" BYTEA NOT NULL,
    "counted" INTEGER NOT NULL,
    "note" TEXT,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "count_log_checkpoint_pkey" PRIMARY KEY ("log_id","size")
);

-- CreateTable
CREATE TABLE "count_log_cosignature" (
    "log_id" UUID NOT NULL,
    "size" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "line" TEXT NOT NULL,

    CONSTRAINT "count_log_cosignature_pkey" PRIMARY KEY ("log_id","size","name")
);

-- CreateTable
CREATE TABLE "count_log_record" (
    "signature_id" UUID NOT NULL,
    "log_id" UUID NOT NULL,
    "leaf" INTEGER NOT NULL,
    "counts" BOOLEAN NOT NULL,
    "salt" BYTEA NOT NULL,
    "record" TEXT NOT NULL,

    CONSTRAINT "count_log_record_pkey" PRIMARY KEY ("signature_id")
);

-- CreateTable
CREATE TABLE "count_log_due" (
    "id" BIGSERIAL NOT NULL,
    "petition_id" UUID NOT NULL,
    "signature_id" UUID NOT NULL,
    "leaf" INTEGER,
    "silent" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "count_log_due_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_log_key" (
    "id" INTEGER NOT NULL,
    "public_key" BYTEA NOT NULL,
    "sealed" BYTEA,
    "succession" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "count_log_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "count_log_origin_key" ON "count_log"("origin");

-- CreateIndex
CREATE UNIQUE INDEX "count_log_petition_id_generation_key" ON "count_log"("petition_id", "generation");

-- CreateIndex
CREATE UNIQUE INDEX "count_log_record_log_id_leaf_key" ON "count_log_record"("log_id", "leaf");

-- CreateIndex
CREATE INDEX "count_log_due_petition_id_id_idx" ON "count_log_due"("petition_id", "id");

-- AddForeignKey
ALTER TABLE "count_log_tile" ADD CONSTRAINT "count_log_tile_log_id_fkey" FOREIGN KEY ("log_id") REFERENCES "count_log"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_log_checkpoint" ADD CONSTRAINT "count_log_checkpoint_log_id_fkey" FOREIGN KEY ("log_id") REFERENCES "count_log"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_log_cosignature" ADD CONSTRAINT "count_log_cosignature_log_id_size_fkey" FOREIGN KEY ("log_id", "size") REFERENCES "count_log_checkpoint"("log_id", "size") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A signed checkpoint is never changed, and no two of one size exist.
CREATE FUNCTION "count_log_checkpoint_kept"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN
    IF TG_OP = ''UPDATE'' AND OLD.note IS NULL AND NEW.log_id = OLD.log_id AND NEW.size = OLD.size AND NEW.root = OLD.root AND NEW.counted = OLD.counted THEN RETURN NEW\073 END IF\073
    RAISE EXCEPTION ''a checkpoint is never changed'' USING ERRCODE = ''integrity_constraint_violation''\073
  END\073';
CREATE TRIGGER "count_log_checkpoint_kept" BEFORE UPDATE OR DELETE ON "count_log_checkpoint"
  FOR EACH ROW EXECUTE FUNCTION "count_log_checkpoint_kept"();
CREATE TRIGGER "count_log_checkpoint_no_truncate" BEFORE TRUNCATE ON "count_log_checkpoint"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- A tile only grows.
CREATE FUNCTION "count_log_tile_grows"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN
    IF TG_OP = ''UPDATE'' AND NEW.log_id = OLD.log_id AND NEW.level = OLD.level AND NEW.n = OLD.n AND NEW.width > OLD.width
       AND substring(NEW.data FOR length(OLD.data)) = OLD.data THEN RETURN NEW\073 END IF\073
    RAISE EXCEPTION ''a tile of a log only grows'' USING ERRCODE = ''integrity_constraint_violation''\073
  END\073';
CREATE TRIGGER "count_log_tile_grows" BEFORE UPDATE OR DELETE ON "count_log_tile"
  FOR EACH ROW EXECUTE FUNCTION "count_log_tile_grows"();
CREATE TRIGGER "count_log_tile_no_truncate" BEFORE TRUNCATE ON "count_log_tile"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- The latest checkpoint, and what of it waits to be signed.
CREATE INDEX "count_log_checkpoint_published" ON "count_log_checkpoint" ("log_id", "size" DESC) WHERE "note" IS NOT NULL;

-- What changes after the confirmation is read again. A confirmation itself is found by its position and costs nothing here.
CREATE FUNCTION "count_log_signature_changed"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
  E'BEGIN
    INSERT INTO count_log_due (petition_id, signature_id) VALUES (NEW.petition_id, NEW.id)\073
    RETURN NULL\073
  END\073';
CREATE TRIGGER "count_log_signature_changed" AFTER UPDATE ON "signature" FOR EACH ROW
  WHEN (OLD.status = 'confirmed' AND (OLD.shadow_rule IS DISTINCT FROM NEW.shadow_rule OR OLD.given_name <> NEW.given_name
        OR OLD.family_name <> NEW.family_name OR OLD.country <> NEW.country OR OLD.version <> NEW.version))
  EXECUTE FUNCTION "count_log_signature_changed"();

-- What opened the leaf goes with the signature, in the same transaction.
CREATE FUNCTION "count_log_signature_gone"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
  E'BEGIN
    INSERT INTO count_log_due (petition_id, signature_id, leaf, silent)
    SELECT g.petition_id, g.id, CASE WHEN r.counts THEN r.leaf END, p.erased_at IS NOT NULL
    FROM gone g JOIN petition p ON p.id = g.petition_id LEFT JOIN count_log_record r ON r.signature_id = g.id
    WHERE g.status = ''confirmed'' ORDER BY g.id\073
    DELETE FROM count_log_record r USING gone g WHERE r.signature_id = g.id\073
    RETURN NULL\073
  END\073';
CREATE TRIGGER "count_log_signature_gone" AFTER DELETE ON "signature" REFERENCING OLD TABLE AS "gone"
  FOR EACH STATEMENT EXECUTE FUNCTION "count_log_signature_gone"();
