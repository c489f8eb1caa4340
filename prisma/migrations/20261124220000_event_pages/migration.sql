-- Events in pages, for who asks from where they stopped.
-- AlterTable
ALTER TABLE "event" ADD COLUMN     "page_no" BIGINT;

-- AlterTable
ALTER TABLE "event_listener" ADD COLUMN     "asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_page_no" BIGINT NOT NULL DEFAULT 0;

-- CreateIndex
CREATE UNIQUE INDEX "event_page_no_key" ON "event"("page_no");

-- Events that have no number yet: few, and looked for often.
CREATE INDEX "event_without_page_no_idx" ON "event"("seq") WHERE "page_no" IS NULL;
