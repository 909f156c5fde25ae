-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "previewAllowed" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "access_request_preview" (
    "id" VARCHAR(40) NOT NULL,
    "requestId" VARCHAR(40) NOT NULL,
    "revision" INTEGER NOT NULL,
    "byId" VARCHAR(40) NOT NULL,
    "byName" VARCHAR(200) NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "endedAt" TIMESTAMPTZ(6),
    "sessionId" VARCHAR(40),

    CONSTRAINT "access_request_preview_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "access_request_preview_requestId_at_idx" ON "access_request_preview"("requestId", "at" DESC);

-- AddForeignKey
ALTER TABLE "access_request_preview" ADD CONSTRAINT "access_request_preview_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "access_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One at a time of one request, in whichever gateway.
CREATE UNIQUE INDEX "access_request_preview_runs_alone" ON "access_request_preview" ("requestId") WHERE "endedAt" IS NULL;
ALTER TABLE "access_request_preview"
    ADD CONSTRAINT "access_request_preview_is_of_a_revision" CHECK ("revision" >= 1),
    ADD CONSTRAINT "access_request_preview_ends_after_it_began" CHECK ("endedAt" >= "at");
ALTER TABLE "session" DROP CONSTRAINT "session_verb_is_known",
    ADD CONSTRAINT "session_verb_is_known" CHECK ("verb" IN ('one-off', 'preview'));

COMMENT ON COLUMN "connection"."previewAllowed" IS 'Whether commands may be run for their effect, in a transaction that is always rolled back.';
COMMENT ON TABLE "access_request_preview" IS 'The command of a request, run for its effect and rolled back: who asked for it, and its session.';
