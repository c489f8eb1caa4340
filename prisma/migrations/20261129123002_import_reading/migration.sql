-- What was guessed while a file was read, told before anything of it is brought in.
ALTER TABLE "signature_import" ADD COLUMN     "reading" JSONB;
