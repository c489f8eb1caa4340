-- AlterTable
ALTER TABLE "update_mailing" ADD COLUMN     "approved_version" INTEGER,
ADD COLUMN     "sending_since" TIMESTAMPTZ(3),
ADD COLUMN     "settled_before" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "waived_at" TIMESTAMPTZ(3),
ADD COLUMN     "waived_by" TEXT;

-- CreateTable
CREATE TABLE "update_provider" (
    "update_id" UUID NOT NULL,
    "number" SMALLINT NOT NULL,
    "name" TEXT NOT NULL,
    "frozen" INTEGER NOT NULL,

    CONSTRAINT "update_provider_pkey" PRIMARY KEY ("update_id","number")
);

-- CreateTable
CREATE TABLE "mail_domain" (
    "domain" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "looked_up_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_domain_pkey" PRIMARY KEY ("domain")
);

-- CreateTable
CREATE TABLE "mail_provider" (
    "name" TEXT NOT NULL,
    "answers" INTEGER NOT NULL DEFAULT 0,
    "deferred" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "strikes" INTEGER NOT NULL DEFAULT 0,
    "held_until" TIMESTAMPTZ(3),
    "held_by" TEXT,
    "day" DATE,
    "day_sent" INTEGER NOT NULL DEFAULT 0,
    "day_cap" INTEGER NOT NULL DEFAULT 0,
    "day_held" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "mail_provider_pkey" PRIMARY KEY ("name")
);

-- Sums outlive their rows: with a forgotten person an email that waits becomes skipped (9), one in hand of unknown outcome (8). The rows of the sums are locked in
-- their order, as everywhere, so that two statements wait for each other.
CREATE FUNCTION "forget_update_recipients"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN
    WITH gone AS (DELETE FROM update_recipient WHERE supporter_id = NEW.id RETURNING update_id, state),
    moved AS (
      SELECT update_id, m.state, sum(m.n) AS n
      FROM gone CROSS JOIN LATERAL (VALUES (gone.state, -1), (CASE gone.state WHEN 1 THEN 9 ELSE 8 END, 1)) AS m(state, n)
      WHERE gone.state IN (1, 2) GROUP BY update_id, m.state
    ),
    locked AS (
      SELECT t.update_id, t.state FROM update_tally t
      WHERE (t.update_id, t.state) IN (SELECT update_id, state FROM moved) ORDER BY t.update_id, t.state FOR UPDATE
    )
    UPDATE update_tally t SET count = t.count + m.n FROM locked l JOIN moved m ON m.update_id = l.update_id AND m.state = l.state
    WHERE t.update_id = l.update_id AND t.state = l.state\073
    RETURN NULL\073
  END\073';
CREATE TRIGGER "supporter_forgotten_by_updates" AFTER UPDATE OF "email" ON "supporter"
  FOR EACH ROW WHEN (NEW.email IS NULL AND OLD.email IS NOT NULL) EXECUTE FUNCTION "forget_update_recipients"();
