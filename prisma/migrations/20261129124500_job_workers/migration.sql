-- Which workers of the job queue are alive: each says so every fifteen seconds. Nothing is lost with it, so it needs no log.
CREATE UNLOGGED TABLE "job_worker" (
    "worker_id" TEXT NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_worker_pkey" PRIMARY KEY ("worker_id")
);
