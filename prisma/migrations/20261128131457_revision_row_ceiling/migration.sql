-- AlterTable
ALTER TABLE "access_request_revision" ADD COLUMN     "affectedRowsMax" INTEGER;

-- By hand: what Prisma does not know.

-- Until now no edit could change the ceiling: every revision had that of its request.
UPDATE "access_request_revision" r SET "affectedRowsMax" = a."affectedRowsMax"
    FROM "access_request" a WHERE a."id" = r."requestId" AND a."affectedRowsMax" IS NOT NULL;

ALTER TABLE "access_request_revision"
    ADD CONSTRAINT "access_request_revision_ceiling_is_positive" CHECK ("affectedRowsMax" >= 0);

COMMENT ON COLUMN "access_request_revision"."affectedRowsMax" IS 'The row ceiling of this revision; null where it had none.';
