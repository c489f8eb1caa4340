-- CreateTable
CREATE TABLE "mail_dispatcher" (
    "number" INTEGER NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_dispatcher_pkey" PRIMARY KEY ("number")
);
