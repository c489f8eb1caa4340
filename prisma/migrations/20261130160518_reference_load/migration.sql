-- CreateTable
CREATE TABLE "reference_load" (
    "release" TEXT NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reference_load_pkey" PRIMARY KEY ("release")
);
