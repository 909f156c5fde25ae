-- AlterTable
ALTER TABLE "session" ADD COLUMN     "guardrails" JSONB;

-- CreateTable
CREATE TABLE "guardrail" (
    "id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "description" VARCHAR(500) NOT NULL DEFAULT '',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "priority" INTEGER NOT NULL,
    "connections" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "action" VARCHAR(20) NOT NULL,
    "message" VARCHAR(500) NOT NULL DEFAULT '',
    "criteria" JSONB NOT NULL,
    "examples" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guardrail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "guardrail_name_is_one_rules" ON "guardrail"("name");

-- CreateIndex
CREATE INDEX "guardrail_priority_idx" ON "guardrail"("priority");

ALTER TABLE "guardrail"
    ADD CONSTRAINT "guardrail_action_is_known" CHECK ("action" IN ('block', 'require-approval', 'warn')),
    ADD CONSTRAINT "guardrail_priority_is_positive" CHECK ("priority" >= 1),
    ADD CONSTRAINT "guardrail_says_something" CHECK (jsonb_typeof("criteria") = 'array' AND jsonb_array_length("criteria") > 0),
    ADD CONSTRAINT "guardrail_examples_are_a_list" CHECK (jsonb_typeof("examples") = 'array');

COMMENT ON TABLE "guardrail" IS 'A rule on what is sent: block it, have it approved, or warn.';
COMMENT ON COLUMN "session"."guardrails" IS 'What guardrails said of its command, with every reason; null: nothing.';
