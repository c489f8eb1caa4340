-- The counts a run's letters are accompanied by, as they stood when it was planned.
ALTER TABLE "letter_run" ADD COLUMN "annex" JSONB;
