-- What an automatic check held against a sign-up until its owner confirmed it.
ALTER TABLE "signature" ADD COLUMN "doubt" JSONB;

-- What operators should know of how the installation is set up: a code, how often, since when.
CREATE TABLE "operator_notice" (
    "code" TEXT NOT NULL,
    "times" BIGINT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "operator_notice_pkey" PRIMARY KEY ("code")
);

-- Signatures that wait, by age: for the published figures and for those that are erased because nobody confirmed them.
CREATE INDEX "signature_waiting" ON "signature" ("petition_id", "signed_at") WHERE "status" = 'pending';

-- People who confirmed from their mailbox and were kept out of the count by a limit that anybody could trigger count from now on. Those that staff
-- hold back stay as they are. Each keeps a record of the doubt, and positions continue the petition's sequence.
WITH believed AS (
  SELECT id, petition_id, country, (confirmed_at AT TIME ZONE 'UTC')::date AS day, row_number() OVER (PARTITION BY petition_id ORDER BY confirmed_at, id) AS place
  FROM signature WHERE status = 'confirmed' AND shadow_rule IN ('honeypot', 'filled_too_fast', 'range_limit', 'mailbox_limit')
),
numbered AS (
  UPDATE petition p SET last_number = p.last_number + b.n FROM (SELECT petition_id, count(*)::int AS n FROM believed GROUP BY 1) b
  WHERE p.id = b.petition_id RETURNING p.id, p.last_number - b.n AS base
),
counted AS (
  INSERT INTO count_delta (petition_id, country, day, pending, confirmed)
  SELECT petition_id, country, day, 0, count(*) FROM believed GROUP BY 1, 2, 3
)
UPDATE signature g
SET number = n.base + b.place, doubt = jsonb_build_object('rule', g.shadow_rule, 'inputs', g.shadow_inputs, 'at', g.shadowed_at),
    shadow_rule = NULL, shadow_inputs = NULL, shadowed_at = NULL
FROM believed b JOIN numbered n ON n.id = b.petition_id WHERE g.id = b.id;

-- What was erased unconfirmed is counted whether a check had doubted it or not.
CREATE OR REPLACE FUNCTION "signature_removed"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
  E'BEGIN
    PERFORM outdate_exports(petition_id) FROM (SELECT DISTINCT petition_id FROM gone ORDER BY 1) p\073
    INSERT INTO signature_removal AS r (petition_id, day, confirmed, pending)
    SELECT g.petition_id, (now() AT TIME ZONE ''UTC'')::date, count(*) FILTER (WHERE g.status = ''confirmed'' AND g.shadow_rule IS NULL),
           count(*) FILTER (WHERE g.status = ''pending'')
    FROM gone g JOIN petition p ON p.id = g.petition_id
    WHERE p.erased_at IS NULL GROUP BY 1 ORDER BY 1
    ON CONFLICT (petition_id, day) DO UPDATE SET confirmed = r.confirmed + excluded.confirmed, pending = r.pending + excluded.pending\073
    RETURN NULL\073
  END\073';
