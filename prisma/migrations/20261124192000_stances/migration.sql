-- CreateTable
CREATE TABLE "state_answer" (
    "id" UUID NOT NULL,
    "iso" CHAR(2) NOT NULL,
    "letter_id" UUID,
    "inbound_mail_id" UUID,
    "received_on" DATE NOT NULL,
    "medium" TEXT NOT NULL,
    "quote" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "file_reference" TEXT,
    "entered_by" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" TEXT,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "state_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer_coding" (
    "id" BIGSERIAL NOT NULL,
    "answer_id" UUID NOT NULL,
    "coder" TEXT NOT NULL,
    "stance" TEXT NOT NULL,
    "note" TEXT,
    "coded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answer_coding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "silence_decision" (
    "id" BIGSERIAL NOT NULL,
    "letter_id" UUID NOT NULL,
    "decision" TEXT NOT NULL,
    "run_id" UUID,
    "reason" TEXT,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "silence_decision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "state_answer_inbound_mail_id_key" ON "state_answer"("inbound_mail_id");

-- CreateIndex
CREATE INDEX "state_answer_iso_received_on_idx" ON "state_answer"("iso", "received_on");

-- CreateIndex
CREATE INDEX "state_answer_letter_id_idx" ON "state_answer"("letter_id");

-- CreateIndex
CREATE INDEX "answer_coding_answer_id_id_idx" ON "answer_coding"("answer_id", "id");

-- CreateIndex
CREATE INDEX "silence_decision_letter_id_id_idx" ON "silence_decision"("letter_id", "id");

-- AddForeignKey
ALTER TABLE "answer_coding" ADD CONSTRAINT "answer_coding_answer_id_fkey" FOREIGN KEY ("answer_id") REFERENCES "state_answer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A coding and a decision are never changed, only followed by another.
CREATE TRIGGER "answer_coding_append_only" BEFORE UPDATE OR DELETE ON "answer_coding" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "silence_decision_append_only" BEFORE UPDATE OR DELETE ON "silence_decision" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
