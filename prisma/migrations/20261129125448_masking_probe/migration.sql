-- CreateTable
CREATE TABLE "masking_probe" (
    "id" VARCHAR(40) NOT NULL,
    "connectionId" VARCHAR(40) NOT NULL,
    "byId" VARCHAR(40) NOT NULL,
    "byName" VARCHAR(200) NOT NULL,
    "audience" VARCHAR(10) NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "endedAt" TIMESTAMPTZ(6),
    "sessionId" VARCHAR(40),
    "state" VARCHAR(12),
    "code" VARCHAR(60),
    "because" TEXT,
    "total" INTEGER NOT NULL DEFAULT 0,
    "tried" INTEGER NOT NULL DEFAULT 0,
    "leaked" INTEGER NOT NULL DEFAULT 0,
    "guessable" INTEGER NOT NULL DEFAULT 0,
    "withstood" INTEGER NOT NULL DEFAULT 0,
    "columns" JSONB NOT NULL DEFAULT '[]',
    "verdicts" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "masking_probe_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "masking_probe_connectionId_at_idx" ON "masking_probe"("connectionId", "at" DESC);

-- AddForeignKey
ALTER TABLE "masking_probe" ADD CONSTRAINT "masking_probe_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One at a time on one connection, in whichever gateway.
CREATE UNIQUE INDEX "masking_probe_runs_alone" ON "masking_probe" ("connectionId") WHERE "endedAt" IS NULL;
ALTER TABLE "masking_probe"
    ADD CONSTRAINT "masking_probe_audience_is_known" CHECK ("audience" IN ('anyone', 'me')),
    ADD CONSTRAINT "masking_probe_counts_add_up" CHECK (
        "leaked" >= 0 AND "guessable" >= 0 AND "withstood" >= 0 AND "leaked" + "guessable" + "withstood" <= "tried"),
    ADD CONSTRAINT "masking_probe_ends_after_it_began" CHECK ("endedAt" >= "at");
ALTER TABLE "session" DROP CONSTRAINT "session_verb_is_known",
    ADD CONSTRAINT "session_verb_is_known" CHECK ("verb" IN ('one-off', 'preview', 'probe'));

COMMENT ON TABLE "masking_probe" IS 'An attack on the masking rules of a connection: who asked for it, its session, and verdicts that hold no value of the target.';
