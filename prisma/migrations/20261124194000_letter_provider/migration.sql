-- Who runs the mail of the address, as far as its name servers said when the run was planned.
ALTER TABLE "letter" ADD COLUMN "provider" TEXT;
