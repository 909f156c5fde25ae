-- CreateTable
CREATE TABLE "group_owner" (
    "groupId" VARCHAR(40) NOT NULL,
    "userId" VARCHAR(40) NOT NULL,

    CONSTRAINT "group_owner_pkey" PRIMARY KEY ("groupId","userId")
);

-- CreateTable
CREATE TABLE "access_review" (
    "id" VARCHAR(40) NOT NULL,
    "subjectKind" VARCHAR(20) NOT NULL,
    "subjectId" VARCHAR(40) NOT NULL,
    "subjectName" VARCHAR(100) NOT NULL,
    "state" VARCHAR(20) NOT NULL DEFAULT 'open',
    "periodDays" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(6) NOT NULL,
    "startedById" VARCHAR(40) NOT NULL,
    "startedByName" VARCHAR(200) NOT NULL,
    "endedAt" TIMESTAMPTZ(6),
    "endedById" VARCHAR(40),
    "endedByName" VARCHAR(200),
    "linesDigest" VARCHAR(64),
    "csvDigest" VARCHAR(64),

    CONSTRAINT "access_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_item" (
    "reviewId" VARCHAR(40) NOT NULL,
    "number" INTEGER NOT NULL,
    "userId" VARCHAR(40) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "email" VARCHAR(320) NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "groups" JSONB NOT NULL,
    "byRole" BOOLEAN NOT NULL DEFAULT false,
    "lastUsedAt" TIMESTAMPTZ(6),
    "sessions" INTEGER NOT NULL,
    "kinds" JSONB NOT NULL,
    "verdict" VARCHAR(10),
    "reason" VARCHAR(500) NOT NULL DEFAULT '',
    "decidedById" VARCHAR(40),
    "decidedByName" VARCHAR(200),
    "decidedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 0,
    "outcome" JSONB,

    CONSTRAINT "review_item_pkey" PRIMARY KEY ("reviewId","number")
);

-- CreateIndex
CREATE INDEX "group_owner_userId_idx" ON "group_owner"("userId");

-- CreateIndex
CREATE INDEX "access_review_startedAt_id_idx" ON "access_review"("startedAt" DESC, "id");

-- CreateIndex
CREATE INDEX "access_review_subjectKind_subjectId_idx" ON "access_review"("subjectKind", "subjectId");

-- AddForeignKey
ALTER TABLE "group_owner" ADD CONSTRAINT "group_owner_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_owner" ADD CONSTRAINT "group_owner_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_item" ADD CONSTRAINT "review_item_reviewId_fkey" FOREIGN KEY ("reviewId") REFERENCES "access_review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "access_review"
    ADD CONSTRAINT "access_review_state_is_known" CHECK ("state" IN ('open', 'completed', 'cancelled')),
    ADD CONSTRAINT "access_review_subject_is_known" CHECK ("subjectKind" IN ('group', 'connection')),
    ADD CONSTRAINT "access_review_period_is_bounded" CHECK ("periodDays" BETWEEN 7 AND 365),
    ADD CONSTRAINT "access_review_ends_when_not_open" CHECK (("endedAt" IS NULL) = ("state" = 'open')),
    ADD CONSTRAINT "access_review_has_digests_when_completed"
        CHECK (("linesDigest" IS NOT NULL AND "csvDigest" IS NOT NULL) = ("state" = 'completed')),
    ADD CONSTRAINT "access_review_digests_are_hashes"
        CHECK ("linesDigest" ~ '^[0-9a-f]{64}$' AND "csvDigest" ~ '^[0-9a-f]{64}$');
CREATE UNIQUE INDEX "access_review_is_one_while_open" ON "access_review" ("subjectKind", "subjectId")
    WHERE "state" = 'open';
ALTER TABLE "review_item"
    ADD CONSTRAINT "review_item_verdict_is_known" CHECK ("verdict" IN ('keep', 'revoke')),
    ADD CONSTRAINT "review_item_revoke_has_a_reason" CHECK ("verdict" IS DISTINCT FROM 'revoke' OR "reason" <> ''),
    ADD CONSTRAINT "review_item_verdict_has_a_decider"
        CHECK (("verdict" IS NULL) = ("decidedById" IS NULL) AND ("verdict" IS NULL) = ("decidedAt" IS NULL)),
    ADD CONSTRAINT "review_item_by_role_is_not_decided" CHECK (NOT "byRole" OR "verdict" IS NULL),
    ADD CONSTRAINT "review_item_nobody_decides_about_themself" CHECK ("decidedById" <> "userId");

-- What a review found and decided stays as it was when it ended: it is evidence.
CREATE FUNCTION "assert_review_is_open"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD."state" <> 'open' THEN
        RAISE EXCEPTION 'an access review that is % does not change', OLD."state"
            USING ERRCODE = 'check_violation', CONSTRAINT = 'access_review_ends_once', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "access_review_ends_once" BEFORE UPDATE ON "access_review"
    FOR EACH ROW EXECUTE FUNCTION "assert_review_is_open"();
CREATE FUNCTION "assert_item_of_open_review"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM "access_review" WHERE "id" = OLD."reviewId" AND "state" = 'open') THEN
        RAISE EXCEPTION 'the result of an access review does not change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'review_item_is_final', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "review_item_is_final" BEFORE UPDATE ON "review_item"
    FOR EACH ROW EXECUTE FUNCTION "assert_item_of_open_review"();
CREATE TRIGGER "access_review_is_kept" BEFORE DELETE OR TRUNCATE ON "access_review"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_the_past"();
CREATE TRIGGER "review_item_is_kept" BEFORE DELETE OR TRUNCATE ON "review_item"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_the_past"();

COMMENT ON TABLE "group_owner" IS 'Who answers for a group: may review it besides admins. Owning gives no access.';
COMMENT ON TABLE "access_review" IS 'Everybody in a group, or with access to a connection, is looked at; final once it ended.';
COMMENT ON TABLE "review_item" IS 'One person in a review, as they were at its start, and what was decided about them.';
