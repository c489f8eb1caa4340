-- People who signed up without signing, and labels on people.
-- CreateTable
CREATE TABLE "contact" (
    "id" UUID NOT NULL,
    "supporter_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "given_name" TEXT,
    "family_name" TEXT,
    "country" CHAR(2),
    "postal_code" TEXT,
    "locale" TEXT NOT NULL,
    "source" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "entered_by" TEXT,
    "shadow_rule" TEXT,
    "shadow_inputs" JSONB,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tag" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tagging" (
    "id" UUID NOT NULL,
    "tag_id" UUID NOT NULL,
    "supporter_id" UUID NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tagging_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "contact_supporter_id_key" ON "contact"("supporter_id");

-- CreateIndex
CREATE INDEX "contact_status_modified_at_idx" ON "contact"("status", "modified_at");

-- CreateIndex
CREATE UNIQUE INDEX "tag_name_key" ON "tag"("name");

-- CreateIndex
CREATE INDEX "tagging_supporter_id_idx" ON "tagging"("supporter_id");

-- CreateIndex
CREATE UNIQUE INDEX "tagging_tag_id_supporter_id_key" ON "tagging"("tag_id", "supporter_id");

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_supporter_id_fkey" FOREIGN KEY ("supporter_id") REFERENCES "supporter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tagging" ADD CONSTRAINT "tagging_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "tag"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tagging" ADD CONSTRAINT "tagging_supporter_id_fkey" FOREIGN KEY ("supporter_id") REFERENCES "supporter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "contact" ADD CONSTRAINT "contact_status_known" CHECK ("status" IN ('pending', 'confirmed') AND ("status" = 'confirmed') = ("confirmed_at" IS NOT NULL));

-- Labels go with the person, whatever statement forgets the address. One whose signature on paper never had an address keeps them while it is there.
CREATE FUNCTION "forget_taggings"() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN
    DELETE FROM tagging WHERE supporter_id = NEW.id AND NOT EXISTS (SELECT FROM signature WHERE supporter_id = NEW.id)\073
    RETURN NULL\073
  END\073';
CREATE TRIGGER "supporter_forgotten" AFTER UPDATE OF "email" ON "supporter" FOR EACH ROW WHEN (NEW.email IS NULL) EXECUTE FUNCTION "forget_taggings"();
