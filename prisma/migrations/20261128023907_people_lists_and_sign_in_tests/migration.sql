-- CreateTable
CREATE TABLE "sign_in_test" (
    "id" VARCHAR(40) NOT NULL,
    "stateHash" VARCHAR(64) NOT NULL,
    "signInId" VARCHAR(64) NOT NULL,
    "box" BYTEA NOT NULL,
    "answered" BOOLEAN NOT NULL DEFAULT false,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sign_in_test_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_test_state_is_one_tests" ON "sign_in_test"("stateHash");

-- CreateIndex
CREATE INDEX "sign_in_test_signInId_idx" ON "sign_in_test"("signInId");

-- CreateIndex
CREATE INDEX "sign_in_test_expiresAt_idx" ON "sign_in_test"("expiresAt");

-- CreateIndex
CREATE INDEX "one_time_link_userId_idx" ON "one_time_link"("userId");

-- CreateIndex
CREATE INDEX "user_name_id_idx" ON "user"("name", "id");

-- AddForeignKey
ALTER TABLE "sign_in_test" ADD CONSTRAINT "sign_in_test_signInId_fkey" FOREIGN KEY ("signInId") REFERENCES "sign_in"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "sign_in_test"
    ADD CONSTRAINT "sign_in_test_keeps_a_hash" CHECK ("stateHash" ~ '^[0-9a-f]{64}$'),
    -- A box of server/secrets is never shorter than version, key id, nonce and tag.
    ADD CONSTRAINT "sign_in_test_is_a_box" CHECK (octet_length("box") >= 33);
COMMENT ON TABLE "sign_in_test" IS 'Tests of unsaved sign-in settings against the identity provider. They sign nobody in and last minutes.';
