-- AlterTable
ALTER TABLE "signature" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "petition_version" (
    "petition_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "change" TEXT NOT NULL,
    "reason" TEXT,
    "published_by" TEXT NOT NULL,
    "approved_by" TEXT,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "petition_version_pkey" PRIMARY KEY ("petition_id","number")
);

-- AddForeignKey
ALTER TABLE "petition_version" ADD CONSTRAINT "petition_version_petition_id_fkey" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "petition_version" ADD CONSTRAINT "petition_version_content" CHECK ("number" > 0 AND "hash" ~ '^[0-9a-f]{64}$' AND "change" IN ('first', 'before_signatures', 'translation', 'minor', 'ask'));
ALTER TABLE "petition_version" ADD CONSTRAINT "petition_version_reason" CHECK ("change" NOT IN ('minor', 'ask') OR "reason" IS NOT NULL);
CREATE TRIGGER "petition_version_append_only" BEFORE UPDATE OR DELETE ON "petition_version"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "petition_version_no_truncate" BEFORE TRUNCATE ON "petition_version"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
