-- A run whose plan may not be worked out again, and who said so.
ALTER TABLE "letter_run" ADD COLUMN "frozen_at" TIMESTAMPTZ(3),
ADD COLUMN "frozen_by" TEXT;
