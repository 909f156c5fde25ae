-- CreateTable
CREATE TABLE "totp" (
    "userId" VARCHAR(40) NOT NULL,
    "secret" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedAt" TIMESTAMPTZ(6),
    "lastStep" BIGINT NOT NULL DEFAULT -1,

    CONSTRAINT "totp_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "userId" VARCHAR(40) NOT NULL,
    "codeHash" VARCHAR(64) NOT NULL,
    "usedAt" TIMESTAMPTZ(6),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("userId","codeHash")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "keyHash" VARCHAR(64) NOT NULL,
    "ending" VARCHAR(4) NOT NULL,
    "createdById" VARCHAR(40) NOT NULL,
    "bound" BOOLEAN NOT NULL DEFAULT false,
    "scopes" TEXT[],
    "addresses" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "revokedAt" TIMESTAMPTZ(6),
    "lastUsedAt" TIMESTAMPTZ(6),
    "lastUsedAddress" VARCHAR(64) NOT NULL DEFAULT '',

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key_group" (
    "apiKeyId" VARCHAR(40) NOT NULL,
    "groupId" VARCHAR(40) NOT NULL,

    CONSTRAINT "api_key_group_pkey" PRIMARY KEY ("apiKeyId","groupId")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_is_one_keys" ON "api_key"("keyHash");

-- CreateIndex
CREATE INDEX "api_key_createdById_id_idx" ON "api_key"("createdById", "id");

-- CreateIndex
CREATE INDEX "api_key_group_groupId_idx" ON "api_key_group"("groupId");

-- AddForeignKey
ALTER TABLE "totp" ADD CONSTRAINT "totp_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key_group" ADD CONSTRAINT "api_key_group_apiKeyId_fkey" FOREIGN KEY ("apiKeyId") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key_group" ADD CONSTRAINT "api_key_group_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Legal words. The list is that of the domain; a test keeps them equal.
ALTER TABLE "api_key"
    ADD CONSTRAINT "api_key_keeps_a_hash" CHECK ("keyHash" ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT "api_key_has_a_name" CHECK ("name" <> ''),
    ADD CONSTRAINT "api_key_scopes_are_known" CHECK (
        "scopes" <@ ARRAY['sessions:run', 'sessions:read', 'requests:vote']::TEXT[] AND cardinality("scopes") > 0),
    ADD CONSTRAINT "api_key_votes_as_a_person" CHECK ("bound" OR NOT 'requests:vote' = ANY("scopes")),
    -- A year, and a day for clocks that differ.
    ADD CONSTRAINT "api_key_ends_within_a_year" CHECK ("expiresAt" <= "createdAt" + INTERVAL '366 days');
-- A name tells a person's keys apart; a revoked one gives it free.
CREATE UNIQUE INDEX "api_key_name_is_one_of_a_persons" ON "api_key" ("createdById", "name") WHERE "revokedAt" IS NULL;
ALTER TABLE "totp"
    -- A box of server/secrets is never shorter than version, key id, nonce and tag.
    ADD CONSTRAINT "totp_secret_is_a_box" CHECK (octet_length("secret") >= 33);
ALTER TABLE "recovery_code"
    ADD CONSTRAINT "recovery_code_keeps_a_hash" CHECK ("codeHash" ~ '^[0-9a-f]{64}$');

COMMENT ON TABLE "api_key" IS 'Keys for programs. The key is kept as a SHA-256 hash; it never can more than its maker now.';
COMMENT ON TABLE "api_key_group" IS 'A group that a key was given.';
COMMENT ON TABLE "totp" IS 'The second factor of a local account. The secret is an AES-256-GCM box.';
COMMENT ON TABLE "recovery_code" IS 'Codes that stand in for a lost authenticator, each once; only a hash is kept.';
