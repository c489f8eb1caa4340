-- The queue of moderation groups and counts letters by status
CREATE INDEX "personal_letter_queue" ON "personal_letter" ("campaign_id", "status", "group_id", "confirmed_at") WHERE "erased_at" IS NULL;
