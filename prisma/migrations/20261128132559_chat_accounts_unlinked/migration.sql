-- People unlink an account of theirs. Its row stays without a person: a signed link is older than the last
-- change of the row or it is not taken, so that a used one works no second time.
-- AlterTable
ALTER TABLE "chat_identity" ADD COLUMN     "externalName" VARCHAR(80) NOT NULL DEFAULT '',
ALTER COLUMN "userId" DROP NOT NULL;

COMMENT ON COLUMN "chat_identity"."externalName" IS 'As the chat showed it when it was linked.';
COMMENT ON COLUMN "chat_identity"."userId" IS 'Null once they unlinked it.';
COMMENT ON COLUMN "chat_identity"."linkedAt" IS 'When it was linked, or unlinked, last.';
