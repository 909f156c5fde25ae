-- CreateTable
CREATE TABLE "user" (
    "id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "email" VARCHAR(320) NOT NULL,
    "status" VARCHAR(20) NOT NULL DEFAULT 'active',
    "source" VARCHAR(20) NOT NULL DEFAULT 'local',
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(6),

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity" (
    "issuer" VARCHAR(500) NOT NULL,
    "subject" VARCHAR(255) NOT NULL,
    "userId" VARCHAR(40) NOT NULL,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "password" (
    "userId" VARCHAR(40) NOT NULL,
    "hash" VARCHAR(200) NOT NULL,
    "changedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "password_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "group" (
    "id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "source" VARCHAR(20) NOT NULL DEFAULT 'local',
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "userId" VARCHAR(40) NOT NULL,
    "groupId" VARCHAR(40) NOT NULL,
    "source" VARCHAR(20) NOT NULL DEFAULT 'local',

    CONSTRAINT "membership_pkey" PRIMARY KEY ("userId","groupId","source")
);

-- CreateTable
CREATE TABLE "sign_in" (
    "id" VARCHAR(64) NOT NULL,
    "userId" VARCHAR(40) NOT NULL,
    "method" VARCHAR(20) NOT NULL,
    "userAgent" VARCHAR(400) NOT NULL DEFAULT '',
    "address" VARCHAR(64) NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "endedAt" TIMESTAMPTZ(6),
    "endedBecause" VARCHAR(200),
    "providerTokens" BYTEA,

    CONSTRAINT "sign_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "key" VARCHAR(200) NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "windowEndsAt" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "tokenHash" VARCHAR(64) NOT NULL,
    "purpose" VARCHAR(20) NOT NULL,
    "userId" VARCHAR(40),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "usedAt" TIMESTAMPTZ(6),

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "agent" (
    "id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "keyHash" VARCHAR(64) NOT NULL,
    "embedded" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(6),
    "version" VARCHAR(40) NOT NULL DEFAULT '',
    "hostname" VARCHAR(255) NOT NULL DEFAULT '',
    "capabilities" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection" (
    "id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "description" VARCHAR(500) NOT NULL DEFAULT '',
    "settings" JSONB NOT NULL,
    "secret" BYTEA NOT NULL,
    "agentId" VARCHAR(40) NOT NULL,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "modes" TEXT[],
    "readOnly" BOOLEAN NOT NULL DEFAULT false,
    "rowsMax" INTEGER NOT NULL,
    "bytesMax" BIGINT NOT NULL,
    "durationSecondsMax" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection_access" (
    "connectionId" VARCHAR(40) NOT NULL,
    "groupId" VARCHAR(40) NOT NULL,

    CONSTRAINT "connection_access_pkey" PRIMARY KEY ("connectionId","groupId")
);

-- CreateTable
CREATE TABLE "session" (
    "id" VARCHAR(40) NOT NULL,
    "ownerId" VARCHAR(40),
    "ownerName" VARCHAR(200) NOT NULL,
    "ownerEmail" VARCHAR(320) NOT NULL,
    "connectionId" VARCHAR(40),
    "connectionName" VARCHAR(64) NOT NULL,
    "connectionVersion" INTEGER NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "mode" VARCHAR(20) NOT NULL,
    "verb" VARCHAR(20) NOT NULL,
    "state" VARCHAR(20) NOT NULL,
    "statement" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(6) NOT NULL,
    "endedAt" TIMESTAMPTZ(6),
    "code" VARCHAR(60),
    "because" VARCHAR(2000),
    "rows" BIGINT NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "masked" JSONB NOT NULL DEFAULT '{}',
    "maskedTotal" BIGINT NOT NULL DEFAULT 0,
    "maskedColumns" JSONB NOT NULL DEFAULT '[]',
    "risk" VARCHAR(10) NOT NULL DEFAULT 'low',
    "riskReasons" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "origin" VARCHAR(200) NOT NULL DEFAULT '',
    "correlationId" VARCHAR(200),
    "signInId" VARCHAR(64),
    "agentId" VARCHAR(40),
    "gatewayId" VARCHAR(40) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_move" (
    "fromState" VARCHAR(20) NOT NULL,
    "toState" VARCHAR(20) NOT NULL,

    CONSTRAINT "session_move_pkey" PRIMARY KEY ("fromState","toState")
);

-- CreateTable
CREATE TABLE "recording" (
    "sessionId" VARCHAR(40) NOT NULL,
    "path" VARCHAR(300) NOT NULL,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "records" INTEGER NOT NULL DEFAULT 0,
    "head" VARCHAR(64),
    "closedAt" TIMESTAMPTZ(6),

    CONSTRAINT "recording_pkey" PRIMARY KEY ("sessionId")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" VARCHAR(40),
    "actorName" VARCHAR(200) NOT NULL,
    "event" VARCHAR(60) NOT NULL,
    "subject" VARCHAR(200) NOT NULL DEFAULT '',
    "before" JSONB,
    "after" JSONB,
    "origin" VARCHAR(200) NOT NULL DEFAULT '',

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateway" (
    "id" VARCHAR(40) NOT NULL,
    "startedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "beatAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gateway_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" VARCHAR(100) NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_is_one_persons" ON "user"("email");

-- CreateIndex
CREATE INDEX "identity_userId_idx" ON "identity"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "group_name_is_one_groups" ON "group"("name");

-- CreateIndex
CREATE INDEX "membership_groupId_idx" ON "membership"("groupId");

-- CreateIndex
CREATE INDEX "sign_in_userId_idx" ON "sign_in"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "agent_name_is_one_agents" ON "agent"("name");

-- CreateIndex
CREATE UNIQUE INDEX "agent_key_is_one_agents" ON "agent"("keyHash");

-- CreateIndex
CREATE UNIQUE INDEX "connection_name_is_one_connections" ON "connection"("name");

-- CreateIndex
CREATE INDEX "connection_access_groupId_idx" ON "connection_access"("groupId");

-- CreateIndex
CREATE INDEX "session_startedAt_id_idx" ON "session"("startedAt" DESC, "id");

-- CreateIndex
CREATE INDEX "session_ownerId_startedAt_idx" ON "session"("ownerId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "session_connectionId_startedAt_idx" ON "session"("connectionId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "session_state_idx" ON "session"("state");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "audit_event_event_idx" ON "audit_event"("event");

-- CreateIndex
CREATE INDEX "gateway_beatAt_idx" ON "gateway"("beatAt");

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password" ADD CONSTRAINT "password_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in" ADD CONSTRAINT "sign_in_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_access" ADD CONSTRAINT "connection_access_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_access" ADD CONSTRAINT "connection_access_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "connection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recording" ADD CONSTRAINT "recording_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Legal words. The lists are those of the domain; a test keeps them equal.
ALTER TABLE "user"
    ADD CONSTRAINT "user_status_is_known" CHECK ("status" IN ('active', 'inactive')),
    ADD CONSTRAINT "user_source_is_known" CHECK ("source" IN ('local', 'idp')),
    ADD CONSTRAINT "user_email_is_lower_case" CHECK ("email" = lower("email") AND "email" <> '');
ALTER TABLE "group"
    ADD CONSTRAINT "group_source_is_known" CHECK ("source" IN ('local', 'idp')),
    ADD CONSTRAINT "group_has_a_name" CHECK ("name" <> '');
ALTER TABLE "membership"
    ADD CONSTRAINT "membership_source_is_known" CHECK ("source" IN ('local', 'idp'));
ALTER TABLE "sign_in"
    ADD CONSTRAINT "sign_in_method_is_known" CHECK ("method" IN ('local', 'oidc')),
    ADD CONSTRAINT "sign_in_ends_for_a_reason" CHECK (("endedAt" IS NULL) = ("endedBecause" IS NULL));
ALTER TABLE "sign_in_attempt"
    ADD CONSTRAINT "sign_in_attempts_are_counted_up" CHECK ("count" >= 0);
ALTER TABLE "one_time_link"
    ADD CONSTRAINT "one_time_link_keeps_a_hash" CHECK ("tokenHash" ~ '^[0-9a-f]{64}$');
ALTER TABLE "agent"
    ADD CONSTRAINT "agent_keeps_a_hash_of_its_key" CHECK ("keyHash" ~ '^[0-9a-f]{64}$');
-- One gateway runs one agent of its own.
CREATE UNIQUE INDEX "agent_embedded_is_one" ON "agent" ("embedded") WHERE "embedded";
ALTER TABLE "connection"
    ADD CONSTRAINT "connection_name_is_typable" CHECK ("name" ~ '^[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]$'),
    ADD CONSTRAINT "connection_kind_is_known" CHECK ("kind" IN ('postgres')),
    ADD CONSTRAINT "connection_modes_are_known" CHECK ("modes" <@ ARRAY['runbooks', 'native', 'web']::TEXT[]),
    ADD CONSTRAINT "connection_settings_are_an_object" CHECK (jsonb_typeof("settings") = 'object'),
    ADD CONSTRAINT "connection_tags_are_an_object" CHECK (jsonb_typeof("tags") = 'object'),
    -- A box of server/secrets is never shorter than version, key id, nonce and tag.
    ADD CONSTRAINT "connection_secret_is_a_box" CHECK (octet_length("secret") >= 33),
    ADD CONSTRAINT "connection_limits_are_positive" CHECK ("rowsMax" > 0 AND "bytesMax" > 0 AND "durationSecondsMax" > 0),
    ADD CONSTRAINT "connection_version_counts_from_one" CHECK ("version" >= 1);
ALTER TABLE "session"
    ADD CONSTRAINT "session_kind_is_known" CHECK ("kind" IN ('postgres')),
    ADD CONSTRAINT "session_mode_is_known" CHECK ("mode" IN ('runbooks', 'native', 'web')),
    ADD CONSTRAINT "session_verb_is_known" CHECK ("verb" IN ('one-off')),
    ADD CONSTRAINT "session_state_is_known" CHECK ("state" IN ('held', 'running', 'done', 'failed', 'blocked', 'cancelled', 'ended', 'interrupted')),
    ADD CONSTRAINT "session_risk_is_known" CHECK ("risk" IN ('low', 'medium', 'high')),
    ADD CONSTRAINT "session_has_an_end_when_over" CHECK (("endedAt" IS NULL) = ("state" IN ('held', 'running'))),
    ADD CONSTRAINT "session_counts_are_not_negative" CHECK ("rows" >= 0 AND "bytes" >= 0 AND "maskedTotal" >= 0);
ALTER TABLE "recording"
    ADD CONSTRAINT "recording_has_a_head_when_closed" CHECK (("head" IS NULL) = ("closedAt" IS NULL)),
    ADD CONSTRAINT "recording_head_is_a_hash" CHECK ("head" ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT "recording_counts_are_not_negative" CHECK ("bytes" >= 0 AND "records" >= 0);
ALTER TABLE "audit_event"
    ADD CONSTRAINT "audit_event_is_noun_and_past_tense" CHECK ("event" ~ '^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$');

-- The state machine of a session: the pairs are rows, and no update makes a move that is not one.
INSERT INTO "session_move" ("fromState", "toState") VALUES
    ('held', 'running'),
    ('held', 'blocked'),
    ('held', 'cancelled'),
    ('held', 'ended'),
    ('held', 'interrupted'),
    ('running', 'done'),
    ('running', 'failed'),
    ('running', 'blocked'),
    ('running', 'cancelled'),
    ('running', 'ended'),
    ('running', 'interrupted');

CREATE FUNCTION "assert_session_move"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM "session_move" WHERE "fromState" = OLD."state" AND "toState" = NEW."state") THEN
        RAISE EXCEPTION 'a session cannot move from % to %', OLD."state", NEW."state"
            USING ERRCODE = 'check_violation', CONSTRAINT = 'session_moves_legally', TABLE = 'session';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "session_moves_legally" BEFORE UPDATE OF "state" ON "session"
    FOR EACH ROW WHEN (OLD."state" IS DISTINCT FROM NEW."state") EXECUTE FUNCTION "assert_session_move"();

-- What happened stays: nobody corrects the trail, not even by accident.
CREATE FUNCTION "refuse_change_of_the_past"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER "audit_event_is_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_event"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_the_past"();
CREATE TRIGGER "session_moves_are_fixed" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "session_move"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_the_past"();

COMMENT ON TABLE "user" IS 'People. The role is computed from the groups, never stored.';
COMMENT ON TABLE "identity" IS 'What an identity provider calls a person; issuer and subject are the key, never the e-mail address.';
COMMENT ON TABLE "password" IS 'argon2id hash of a local account''s password.';
COMMENT ON TABLE "group" IS 'People who share rights.';
COMMENT ON TABLE "membership" IS 'One person in one group; the source says who put them there.';
COMMENT ON TABLE "sign_in" IS 'Being signed in, on one device. Ending the row ends it at once.';
COMMENT ON TABLE "sign_in_attempt" IS 'Failed sign-ins by account and by address, so that guessing is slow and survives restarts.';
COMMENT ON TABLE "one_time_link" IS 'Set-up, invitation and reset links; only a hash is kept.';
COMMENT ON TABLE "agent" IS 'Processes next to the targets. The key is kept as a SHA-256 hash.';
COMMENT ON TABLE "connection" IS 'A configured way into one target. The secret is an AES-256-GCM box.';
COMMENT ON TABLE "connection_access" IS 'A group that may access a connection. No row: it does not exist for the group''s people.';
COMMENT ON TABLE "session" IS 'One submitted command, also a blocked one. Outlives its connection and its owner: names are copied.';
COMMENT ON TABLE "session_move" IS 'Every legal move of a session''s state; a trigger refuses all others.';
COMMENT ON TABLE "recording" IS 'Where the recording of a session lies and how it was closed.';
COMMENT ON TABLE "audit_event" IS 'The administrative trail: written in the transaction of the change, append-only.';
COMMENT ON TABLE "gateway" IS 'Running gateways. One whose beat stops is dead; its open sessions are closed as interrupted.';
COMMENT ON TABLE "setting" IS 'What the installation remembers: the check value of the master key, how far the demo is.';
