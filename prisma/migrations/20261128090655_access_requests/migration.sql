-- AlterTable
ALTER TABLE "session" ADD COLUMN     "grantId" VARCHAR(40);

-- CreateTable
CREATE TABLE "access_rule" (
    "id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "description" VARCHAR(500) NOT NULL DEFAULT '',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "kind" VARCHAR(10) NOT NULL,
    "ownConnectionId" VARCHAR(40),
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "commands" VARCHAR(10) NOT NULL DEFAULT 'all',
    "needs" VARCHAR(10) NOT NULL DEFAULT 'all',
    "approvals" VARCHAR(10) NOT NULL DEFAULT 'each',
    "approvalsCount" INTEGER NOT NULL DEFAULT 1,
    "timeoutSeconds" INTEGER NOT NULL DEFAULT 3600,
    "durationSecondsMax" INTEGER NOT NULL DEFAULT 172800,
    "reasonRequired" BOOLEAN NOT NULL DEFAULT false,
    "adminsApproveThemselves" BOOLEAN NOT NULL DEFAULT true,
    "selfApproval" BOOLEAN NOT NULL DEFAULT false,
    "tells" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "access_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_rule_connection" (
    "ruleId" VARCHAR(40) NOT NULL,
    "connectionId" VARCHAR(40) NOT NULL,

    CONSTRAINT "access_rule_connection_pkey" PRIMARY KEY ("ruleId","connectionId")
);

-- CreateTable
CREATE TABLE "access_rule_group" (
    "ruleId" VARCHAR(40) NOT NULL,
    "groupId" VARCHAR(40) NOT NULL,
    "part" VARCHAR(12) NOT NULL,

    CONSTRAINT "access_rule_group_pkey" PRIMARY KEY ("ruleId","groupId","part")
);

-- CreateTable
CREATE TABLE "access_request" (
    "id" VARCHAR(40) NOT NULL,
    "kind" VARCHAR(10) NOT NULL,
    "state" VARCHAR(12) NOT NULL,
    "requesterId" VARCHAR(40),
    "requesterName" VARCHAR(200) NOT NULL,
    "requesterEmail" VARCHAR(320) NOT NULL,
    "connectionId" VARCHAR(40),
    "connectionName" VARCHAR(64) NOT NULL,
    "mode" VARCHAR(20) NOT NULL,
    "command" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "reason" VARCHAR(2000) NOT NULL DEFAULT '',
    "durationSeconds" INTEGER,
    "affectedRowsMax" INTEGER,
    "demands" JSONB NOT NULL,
    "contract" JSONB NOT NULL,
    "contractDigest" VARCHAR(64) NOT NULL,
    "risk" VARCHAR(10) NOT NULL DEFAULT 'low',
    "riskReasons" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "forced" BOOLEAN NOT NULL DEFAULT false,
    "sessionId" VARCHAR(40),
    "refersToId" VARCHAR(40),
    "createdAt" TIMESTAMPTZ(6) NOT NULL,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "approvedAt" TIMESTAMPTZ(6),
    "endsAt" TIMESTAMPTZ(6),
    "endedAt" TIMESTAMPTZ(6),
    "because" VARCHAR(2000),
    "nudgedAt" TIMESTAMPTZ(6),
    "runGatewayId" VARCHAR(40),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "access_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_request_group" (
    "requestId" VARCHAR(40) NOT NULL,
    "groupId" VARCHAR(40) NOT NULL,

    CONSTRAINT "access_request_group_pkey" PRIMARY KEY ("requestId","groupId")
);

-- CreateTable
CREATE TABLE "access_request_revision" (
    "requestId" VARCHAR(40) NOT NULL,
    "number" INTEGER NOT NULL,
    "command" TEXT NOT NULL,
    "byId" VARCHAR(40) NOT NULL,
    "byName" VARCHAR(200) NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "access_request_revision_pkey" PRIMARY KEY ("requestId","number")
);

-- CreateTable
CREATE TABLE "access_vote" (
    "requestId" VARCHAR(40) NOT NULL,
    "revision" INTEGER NOT NULL,
    "userId" VARCHAR(40) NOT NULL,
    "userName" VARCHAR(200) NOT NULL,
    "verdict" VARCHAR(10) NOT NULL,
    "reason" VARCHAR(1000) NOT NULL DEFAULT '',
    "via" VARCHAR(20) NOT NULL DEFAULT 'web',
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "access_vote_pkey" PRIMARY KEY ("requestId","revision","userId")
);

-- CreateTable
CREATE TABLE "access_request_note" (
    "requestId" VARCHAR(40) NOT NULL,
    "number" INTEGER NOT NULL,
    "byName" VARCHAR(200) NOT NULL,
    "text" VARCHAR(1000) NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "access_request_note_pkey" PRIMARY KEY ("requestId","number")
);

-- CreateTable
CREATE TABLE "access_request_move" (
    "kind" VARCHAR(10) NOT NULL,
    "fromState" VARCHAR(12) NOT NULL,
    "toState" VARCHAR(12) NOT NULL,

    CONSTRAINT "access_request_move_pkey" PRIMARY KEY ("kind","fromState","toState")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "event" VARCHAR(60) NOT NULL,
    "requestId" VARCHAR(40) NOT NULL,
    "facts" JSONB NOT NULL,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "access_rule_name_is_one_rules" ON "access_rule"("name");

-- CreateIndex
CREATE INDEX "access_rule_ownConnectionId_idx" ON "access_rule"("ownConnectionId");

-- CreateIndex
CREATE INDEX "access_rule_connection_connectionId_idx" ON "access_rule_connection"("connectionId");

-- CreateIndex
CREATE INDEX "access_rule_group_groupId_idx" ON "access_rule_group"("groupId");

-- CreateIndex
CREATE UNIQUE INDEX "access_request_holds_a_session_once" ON "access_request"("sessionId");

-- CreateIndex
CREATE INDEX "access_request_createdAt_id_idx" ON "access_request"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "access_request_requesterId_createdAt_idx" ON "access_request"("requesterId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "access_request_state_expiresAt_idx" ON "access_request"("state", "expiresAt");

-- CreateIndex
CREATE INDEX "access_request_connectionId_kind_state_idx" ON "access_request"("connectionId", "kind", "state");

-- CreateIndex
CREATE INDEX "access_request_group_groupId_idx" ON "access_request_group"("groupId");

-- CreateIndex
CREATE INDEX "access_vote_userId_idx" ON "access_vote"("userId");

-- CreateIndex
CREATE INDEX "outbox_requestId_idx" ON "outbox"("requestId");

-- AddForeignKey
ALTER TABLE "access_rule" ADD CONSTRAINT "access_rule_ownConnectionId_fkey" FOREIGN KEY ("ownConnectionId") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_rule_connection" ADD CONSTRAINT "access_rule_connection_ruleId_fkey" FOREIGN KEY ("ruleId") REFERENCES "access_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_rule_connection" ADD CONSTRAINT "access_rule_connection_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_rule_group" ADD CONSTRAINT "access_rule_group_ruleId_fkey" FOREIGN KEY ("ruleId") REFERENCES "access_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_rule_group" ADD CONSTRAINT "access_rule_group_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_requesterId_fkey" FOREIGN KEY ("requesterId") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "connection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "session"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_request_group" ADD CONSTRAINT "access_request_group_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "access_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_request_group" ADD CONSTRAINT "access_request_group_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_request_revision" ADD CONSTRAINT "access_request_revision_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "access_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_vote" ADD CONSTRAINT "access_vote_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "access_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_vote" ADD CONSTRAINT "access_vote_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_request_note" ADD CONSTRAINT "access_request_note_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "access_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "access_rule"
    ADD CONSTRAINT "access_rule_kind_is_known" CHECK ("kind" IN ('action', 'jit')),
    ADD CONSTRAINT "access_rule_commands_are_known" CHECK ("commands" IN ('all', 'writes', 'schema', 'guardrail')),
    ADD CONSTRAINT "access_rule_needs_are_known" CHECK ("needs" IN ('all', 'groups', 'all-but')),
    ADD CONSTRAINT "access_rule_approvals_are_known" CHECK ("approvals" IN ('any', 'each', 'count')),
    ADD CONSTRAINT "access_rule_count_is_bounded" CHECK ("approvalsCount" BETWEEN 1 AND 20),
    ADD CONSTRAINT "access_rule_timeout_is_bounded" CHECK ("timeoutSeconds" BETWEEN 60 AND 604800),
    ADD CONSTRAINT "access_rule_duration_is_bounded" CHECK ("durationSecondsMax" BETWEEN 60 AND 2592000),
    ADD CONSTRAINT "access_rule_window_is_for_all_commands" CHECK ("kind" <> 'jit' OR "commands" = 'all');
ALTER TABLE "access_rule_group"
    ADD CONSTRAINT "access_rule_group_part_is_known" CHECK ("part" IN ('needs', 'approves', 'break-glass'));
ALTER TABLE "access_request"
    ADD CONSTRAINT "access_request_kind_is_known" CHECK ("kind" IN ('action', 'jit')),
    ADD CONSTRAINT "access_request_state_is_known" CHECK ("state" IN ('pending', 'proposed', 'approved', 'running',
        'executed', 'failed', 'unknown', 'rejected', 'expired', 'cancelled', 'revoked', 'void')),
    ADD CONSTRAINT "access_request_window_has_a_duration" CHECK (("kind" = 'jit') = ("durationSeconds" IS NOT NULL)),
    ADD CONSTRAINT "access_request_window_is_bounded" CHECK ("durationSeconds" BETWEEN 60 AND 2592000),
    ADD CONSTRAINT "access_request_ceiling_is_positive" CHECK ("affectedRowsMax" >= 0),
    ADD CONSTRAINT "access_request_revision_is_bounded" CHECK ("revision" BETWEEN 1 AND 20),
    ADD CONSTRAINT "access_request_runs_approved" CHECK ("approvedAt" IS NOT NULL OR "state" NOT IN
        ('approved', 'running', 'executed', 'failed', 'unknown', 'revoked', 'void')),
    ADD CONSTRAINT "access_request_window_ends" CHECK (("endsAt" IS NOT NULL) = ("kind" = 'jit' AND "approvedAt" IS NOT NULL)),
    ADD CONSTRAINT "access_request_ends_when_not_open" CHECK (("endedAt" IS NULL) =
        ("state" IN ('pending', 'proposed', 'approved', 'running'))),
    ADD CONSTRAINT "access_request_digest_is_a_hash" CHECK ("contractDigest" ~ '^[0-9a-f]{64}$');
ALTER TABLE "access_vote"
    ADD CONSTRAINT "access_vote_verdict_is_known" CHECK ("verdict" IN ('approve', 'reject'));

-- The state machine of a request: the pairs are rows, and no update makes a move that is not one.
INSERT INTO "access_request_move" ("kind", "fromState", "toState") VALUES
    ('action', 'pending', 'proposed'),
    ('action', 'pending', 'approved'),
    ('action', 'pending', 'rejected'),
    ('action', 'pending', 'expired'),
    ('action', 'pending', 'cancelled'),
    ('action', 'proposed', 'pending'),
    ('action', 'proposed', 'approved'),
    ('action', 'proposed', 'rejected'),
    ('action', 'proposed', 'expired'),
    ('action', 'proposed', 'cancelled'),
    ('action', 'approved', 'running'),
    ('action', 'approved', 'revoked'),
    ('action', 'approved', 'expired'),
    ('action', 'approved', 'void'),
    ('action', 'approved', 'cancelled'),
    ('action', 'running', 'executed'),
    ('action', 'running', 'failed'),
    ('action', 'running', 'unknown'),
    ('jit', 'pending', 'approved'),
    ('jit', 'pending', 'rejected'),
    ('jit', 'pending', 'expired'),
    ('jit', 'pending', 'cancelled'),
    ('jit', 'approved', 'executed'),
    ('jit', 'approved', 'revoked'),
    ('jit', 'approved', 'void'),
    ('jit', 'approved', 'cancelled');

CREATE FUNCTION "assert_access_request_move"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM "access_request_move"
        WHERE "kind" = OLD."kind" AND "fromState" = OLD."state" AND "toState" = NEW."state") THEN
        RAISE EXCEPTION 'a request of kind % cannot move from % to %', OLD."kind", OLD."state", NEW."state"
            USING ERRCODE = 'check_violation', CONSTRAINT = 'access_request_moves_legally', TABLE = 'access_request';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "access_request_moves_legally" BEFORE UPDATE OF "state" ON "access_request"
    FOR EACH ROW WHEN (OLD."state" IS DISTINCT FROM NEW."state") EXECUTE FUNCTION "assert_access_request_move"();
CREATE TRIGGER "access_request_moves_are_fixed" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "access_request_move"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_the_past"();

-- A session of a window needs no index for its list, but the end of a window asks which are open in it.
CREATE INDEX "session_is_open_in_a_grant" ON "session" ("grantId") WHERE "grantId" IS NOT NULL AND "endedAt" IS NULL;
-- Commands ask for the open windows of one person on one connection.
CREATE INDEX "access_request_is_an_open_window" ON "access_request" ("requesterId", "connectionId")
    WHERE "kind" = 'jit' AND "state" = 'approved';

-- Gateways hear of each other's changes at once; a look each second finds what was missed.
CREATE FUNCTION "tell_of_access_request"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('gatehouse_requests', NEW."requestId");
    RETURN NULL;
END $$;
CREATE TRIGGER "outbox_tells_of_requests" AFTER INSERT ON "outbox"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_access_request"();

COMMENT ON TABLE "access_rule" IS 'Which connections need a request, of which kind, from whom, approved by whom.';
COMMENT ON TABLE "access_rule_connection" IS 'A connection that a rule names.';
COMMENT ON TABLE "access_rule_group" IS 'A group in a rule: who needs a request, who approves, who may act at once.';
COMMENT ON TABLE "access_request" IS 'Someone asking, for one command or a window. Outlives people and connections: names are copied.';
COMMENT ON TABLE "access_request_group" IS 'A group whose members may decide a request.';
COMMENT ON TABLE "access_request_revision" IS 'Every text that a request had, and whose.';
COMMENT ON TABLE "access_vote" IS 'One person''s approve or reject on one revision of a request.';
COMMENT ON TABLE "access_request_note" IS 'What a requester added to the reason, later.';
COMMENT ON TABLE "access_request_move" IS 'Every legal move of a request''s state, by kind; a trigger refuses all others.';
COMMENT ON TABLE "outbox" IS 'What everyone concerned is to be told, written in the transaction of the change.';
