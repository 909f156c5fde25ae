-- DropIndex
DROP INDEX "audit_event_at_idx";

-- DropIndex
DROP INDEX "audit_event_event_idx";

-- CreateTable
CREATE TABLE "audit_seal" (
    "position" BIGINT NOT NULL,
    "eventId" BIGINT NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "sealedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "audit_unsealed" (
    "eventId" BIGINT NOT NULL,

    CONSTRAINT "audit_unsealed_pkey" PRIMARY KEY ("eventId")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_holds_an_event_once" ON "audit_seal"("eventId");

-- CreateIndex
CREATE INDEX "audit_event_at_id_idx" ON "audit_event"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_event_event_at_id_idx" ON "audit_event"("event", "at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "audit_seal" ADD CONSTRAINT "audit_seal_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "audit_event"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- The ways the page filters, each in the order it shows: newest first.
CREATE INDEX "audit_event_actor_at_id_idx" ON "audit_event" (lower("actorName"), "at" DESC, "id" DESC);
CREATE INDEX "audit_event_noun_at_id_idx" ON "audit_event" (split_part("event", '.', 1), "at" DESC, "id" DESC);
-- Words of the subject, found by their beginning. `simple`: names are no language.
CREATE INDEX "audit_event_subject_words_idx" ON "audit_event"
    USING gin (to_tsvector('simple', regexp_replace("subject", '[^[:alnum:]]+', ' ', 'g')));

ALTER TABLE "audit_seal"
    ADD CONSTRAINT "audit_seal_positions_start_at_one" CHECK ("position" >= 1),
    ADD CONSTRAINT "audit_seal_hash_is_a_hash" CHECK ("hash" ~ '^[0-9a-f]{64}$');
CREATE TRIGGER "audit_seal_is_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_seal"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_the_past"();

-- An event and its place in the sealer's queue become visible together, at commit: whatever the order
-- in which ids were handed out, none is overlooked, and finding them costs what is waiting.
CREATE FUNCTION "queue_for_sealing"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "audit_unsealed" ("eventId") VALUES (NEW."id");
    RETURN NULL;
END $$;
CREATE TRIGGER "audit_event_waits_for_its_seal" AFTER INSERT ON "audit_event"
    FOR EACH ROW EXECUTE FUNCTION "queue_for_sealing"();
INSERT INTO "audit_unsealed" ("eventId") SELECT "id" FROM "audit_event";

COMMENT ON TABLE "audit_seal" IS 'The hash chain over the audit trail: one row an event, positions from 1 without gaps, append-only.';
COMMENT ON TABLE "audit_unsealed" IS 'Events that wait for their seal; a trigger fills it, the sealer empties it.';
