-- What happened, who listens, and the webhooks that tell it.
-- CreateTable
CREATE TABLE "event" (
    "seq" BIGSERIAL NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "type" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,
    "heard" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "event_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "event_listener" (
    "name" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_listener_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "types" TEXT[],
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "secret_sealed" BYTEA NOT NULL,
    "previous_sealed" BYTEA,
    "previous_until" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "status_at" TIMESTAMPTZ(3) NOT NULL,
    "failing_since" TIMESTAMPTZ(3),
    "lease_by" UUID,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" BIGSERIAL NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "event_seq" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3),
    "http_status" INTEGER,
    "took_ms" INTEGER,
    "outcome" TEXT,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "event_id_key" ON "event"("id");

-- CreateIndex
CREATE INDEX "event_at_idx" ON "event"("at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_endpoint_id_event_seq_key" ON "webhook_delivery"("endpoint_id", "event_seq");

-- CreateIndex
CREATE INDEX "webhook_delivery_created_at_idx" ON "webhook_delivery"("created_at");

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What nobody has taken over yet.
CREATE INDEX "event_unheard" ON "event" ("seq") WHERE NOT "heard";
-- The next of an endpoint, and whether an earlier one of its subject is still open.
CREATE INDEX "webhook_delivery_open" ON "webhook_delivery" ("endpoint_id", "event_seq") WHERE "status" = 'queued';
CREATE INDEX "webhook_delivery_open_subject" ON "webhook_delivery" ("endpoint_id", "subject_id", "event_seq") WHERE "status" = 'queued';

ALTER TABLE "event" ADD CONSTRAINT "event_known" CHECK ("type" ~ '^[a-z_]+[.][a-z_]+$' AND jsonb_typeof("data") = 'object');
ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_known" CHECK ("status" IN ('active', 'paused', 'disabled')
  AND ("status" = 'active') = ("reason" IS NULL) AND ("reason" IS NULL OR "reason" IN ('person', 'failing', 'gone'))
  AND ("previous_sealed" IS NULL) = ("previous_until" IS NULL) AND ("lease_by" IS NULL) = ("lease_until" IS NULL) AND cardinality("types") > 0);
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_known" CHECK ("status" IN ('queued', 'delivered', 'failed') AND ("status" = 'queued') = ("finished_at" IS NULL));

-- What happened stays as it was written, only that it was heard is marked.
CREATE FUNCTION "keep_event"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN
    IF (NEW.seq, NEW.id, NEW.type, NEW.subject_kind, NEW.subject_id, NEW.at, NEW.data) IS DISTINCT FROM (OLD.seq, OLD.id, OLD.type, OLD.subject_kind, OLD.subject_id, OLD.at, OLD.data)
      OR (OLD.heard AND NOT NEW.heard) THEN
      RAISE EXCEPTION ''an event is kept as it was'' USING ERRCODE = ''integrity_constraint_violation''\073
    END IF\073
    RETURN NEW\073
  END\073';
CREATE TRIGGER "event_kept" BEFORE UPDATE ON "event" FOR EACH ROW EXECUTE FUNCTION "keep_event"();
