-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "fannedOutAt" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "integration" (
    "id" VARCHAR(40) NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "everyRequest" BOOLEAN NOT NULL DEFAULT true,
    "settings" JSONB NOT NULL,
    "secret" BYTEA,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "integration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" VARCHAR(40) NOT NULL,
    "outboxId" BIGINT NOT NULL,
    "integrationId" VARCHAR(40) NOT NULL,
    "requestId" VARCHAR(40) NOT NULL,
    "state" VARCHAR(12) NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(6) NOT NULL,
    "giveUpAt" TIMESTAMPTZ(6) NOT NULL,
    "claimedUntil" TIMESTAMPTZ(6),
    "claimedBy" VARCHAR(40),
    "because" VARCHAR(1000),
    "response" VARCHAR(2000),
    "createdAt" TIMESTAMPTZ(6) NOT NULL,
    "toldAt" TIMESTAMPTZ(6),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_memory" (
    "integrationId" VARCHAR(40) NOT NULL,
    "requestId" VARCHAR(40) NOT NULL,
    "remembered" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_memory_pkey" PRIMARY KEY ("integrationId","requestId")
);

-- CreateTable
CREATE TABLE "chat_identity" (
    "integrationId" VARCHAR(40) NOT NULL,
    "externalId" VARCHAR(100) NOT NULL,
    "userId" VARCHAR(40) NOT NULL,
    "linkedAt" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "chat_identity_pkey" PRIMARY KEY ("integrationId","externalId")
);

-- CreateIndex
CREATE UNIQUE INDEX "integration_name_is_one_integrations" ON "integration"("name");

-- CreateIndex
CREATE INDEX "delivery_integrationId_createdAt_id_idx" ON "delivery"("integrationId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "delivery_is_one_of_a_row_and_an_integration" ON "delivery"("outboxId", "integrationId");

-- CreateIndex
CREATE INDEX "chat_identity_userId_idx" ON "chat_identity"("userId");

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_outboxId_fkey" FOREIGN KEY ("outboxId") REFERENCES "outbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_integrationId_fkey" FOREIGN KEY ("integrationId") REFERENCES "integration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_memory" ADD CONSTRAINT "delivery_memory_integrationId_fkey" FOREIGN KEY ("integrationId") REFERENCES "integration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_identity" ADD CONSTRAINT "chat_identity_integrationId_fkey" FOREIGN KEY ("integrationId") REFERENCES "integration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_identity" ADD CONSTRAINT "chat_identity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"
    ADD CONSTRAINT "integration_kind_is_known" CHECK ("kind" IN ('slack', 'teams', 'webhook', 'email')),
    ADD CONSTRAINT "integration_name_is_not_empty" CHECK ("name" <> '');
ALTER TABLE "delivery"
    ADD CONSTRAINT "delivery_state_is_known" CHECK ("state" IN ('waiting', 'claimed', 'told', 'passed-over', 'dead')),
    ADD CONSTRAINT "delivery_claim_is_somebodys_and_ends" CHECK (("state" = 'claimed') = ("claimedUntil" IS NOT NULL)
        AND ("state" = 'claimed') = ("claimedBy" IS NOT NULL)),
    ADD CONSTRAINT "delivery_is_told_at_a_time" CHECK ("state" <> 'told' OR "toldAt" IS NOT NULL),
    ADD CONSTRAINT "delivery_dies_of_something" CHECK ("state" <> 'dead' OR "because" IS NOT NULL),
    ADD CONSTRAINT "delivery_attempts_are_counted" CHECK ("attempts" >= 0);

-- Gateways look each second for what is to be told; most of what there is was told long ago.
CREATE INDEX "outbox_is_not_fanned_out" ON "outbox" ("id") WHERE "fannedOutAt" IS NULL;
CREATE INDEX "delivery_is_due" ON "delivery" ("nextAt") WHERE "state" IN ('waiting', 'claimed');
-- A later event of a request waits for the earlier ones.
CREATE INDEX "delivery_is_open_of_a_request" ON "delivery" ("requestId", "integrationId", "outboxId")
    WHERE "state" IN ('waiting', 'claimed');

COMMENT ON TABLE "integration" IS 'A configured way to tell people where they are: Slack, Teams, a webhook, e-mail.';
COMMENT ON TABLE "delivery" IS 'One outbox row on its way through one integration; its id stays the same however often it is sent.';
COMMENT ON TABLE "delivery_memory" IS 'What a channel remembers of a request that it told of: a message to update.';
COMMENT ON TABLE "chat_identity" IS 'Who somebody in a chat is here: linked by themself, signed in.';
COMMENT ON COLUMN "outbox"."fannedOutAt" IS 'When its deliveries were written; null until then.';
