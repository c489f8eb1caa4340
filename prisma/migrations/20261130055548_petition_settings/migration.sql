-- AlterTable
ALTER TABLE "petition" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "closes_at" TIMESTAMPTZ(3),
ADD COLUMN     "countries" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "demands" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "form" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "hidden_at" TIMESTAMPTZ(3),
ADD COLUMN     "hidden_reason" TEXT,
ADD COLUMN     "opens_at" TIMESTAMPTZ(3),
ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "predecessor_id" UUID,
ADD COLUMN     "published_at" TIMESTAMPTZ(3),
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "show_names" BOOLEAN NOT NULL DEFAULT true;

-- Days become instants in the campaign's time zone: a petition opens as its first day begins, and closes as its last day ends.
UPDATE "petition" p SET
  "opens_at" = p."opens_on"::timestamp at time zone c."time_zone",
  "closes_at" = (p."closes_on" + 1)::timestamp at time zone c."time_zone",
  "published_at" = p."created_at"
FROM "campaign" c WHERE c."id" = p."campaign_id";

-- Processes of the version before go on reading the days during a rolling upgrade.
ALTER TABLE "petition" ALTER COLUMN "opens_at" SET NOT NULL,
ALTER COLUMN "opens_on" DROP NOT NULL;
ALTER TABLE "petition" ADD CONSTRAINT "petition_times" CHECK ("closes_at" IS NULL OR "closes_at" > "opens_at");
ALTER TABLE "petition" ADD CONSTRAINT "petition_outcome" CHECK ("outcome" IN ('met', 'partly_met', 'not_met', 'open_question'));
ALTER TABLE "petition" ADD CONSTRAINT "petition_hidden" CHECK (("hidden_at" IS NULL) = ("hidden_reason" IS NULL));

-- AlterTable
ALTER TABLE "signature" ADD COLUMN     "answers" JSONB;

-- CreateTable
CREATE TABLE "petition_slug" (
    "slug" TEXT NOT NULL,
    "petition_id" UUID NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "petition_slug_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "petition_note" (
    "id" UUID NOT NULL,
    "petition_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "texts" JSONB NOT NULL,
    "published_by" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "petition_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "successor_question" (
    "signature_id" UUID NOT NULL,
    "petition_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "successor_question_pkey" PRIMARY KEY ("signature_id")
);

-- CreateIndex
CREATE INDEX "petition_note_petition_id_id_idx" ON "petition_note"("petition_id", "id");

-- CreateIndex
CREATE INDEX "successor_question_petition_id_idx" ON "successor_question"("petition_id");

-- CreateIndex
CREATE UNIQUE INDEX "petition_predecessor_id_key" ON "petition"("predecessor_id");

-- AddForeignKey
ALTER TABLE "petition" ADD CONSTRAINT "petition_predecessor_id_fkey" FOREIGN KEY ("predecessor_id") REFERENCES "petition"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "petition_slug" ADD CONSTRAINT "petition_slug_petition_id_fkey" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "petition_note" ADD CONSTRAINT "petition_note_petition_id_fkey" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "successor_question" ADD CONSTRAINT "successor_question_petition_id_fkey" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "petition_note" ADD CONSTRAINT "petition_note_kind" CHECK ("kind" IN ('introduction', 'news', 'closing'));
CREATE TRIGGER "petition_note_append_only" BEFORE UPDATE OR DELETE ON "petition_note"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "petition_slug_append_only" BEFORE UPDATE OR DELETE ON "petition_slug"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "successor_question" ADD CONSTRAINT "successor_question_answer"
  CHECK ("answer" IN ('kept', 'taken_back') AND "answered_at" IS NOT NULL OR "answer" IS NULL AND "answered_at" IS NULL);

-- What the form asks for may change after people have signed: a version of its own kind.
ALTER TABLE "petition_version" DROP CONSTRAINT "petition_version_content";
ALTER TABLE "petition_version" ADD CONSTRAINT "petition_version_content" CHECK ("number" > 0 AND "hash" ~ '^[0-9a-f]{64}$' AND "change" IN ('first', 'before_signatures', 'translation', 'minor', 'settings', 'ask'));
