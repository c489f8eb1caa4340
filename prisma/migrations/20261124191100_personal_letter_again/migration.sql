-- Who was not accepted may write again once nothing is left of the first letter, as after taking one back.
DROP INDEX "personal_letter_once";
CREATE UNIQUE INDEX "personal_letter_once" ON "personal_letter" ("supporter_id", "campaign_id", "iso") WHERE "status" <> 'withdrawn' AND "erased_at" IS NULL;
