-- Origins whose pages may use the sign-up form of a petition. The check is the last line: what stands here goes into response headers.
CREATE TABLE "petition_origin" (
    "petition_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "petition_origin_pkey" PRIMARY KEY ("petition_id", "origin"),
    CONSTRAINT "petition_origin_exact" CHECK ("origin" ~ '^(https://[a-z0-9-]+(\.[a-z0-9-]+)*|http://localhost)(:[0-9]{1,5})?$')
);

ALTER TABLE "petition_origin" ADD CONSTRAINT "petition_origin_petition_id_fkey"
  FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
