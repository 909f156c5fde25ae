-- AlterTable
ALTER TABLE "session" ADD COLUMN     "maskedBy" JSONB;

-- CreateTable
CREATE TABLE "masking_rule" (
    "id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "description" VARCHAR(500) NOT NULL DEFAULT '',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "priority" INTEGER NOT NULL,
    "connections" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "columns" JSONB NOT NULL DEFAULT '[]',
    "detectors" JSONB NOT NULL DEFAULT '{}',
    "builtInColumns" VARCHAR(3),
    "exemptGroups" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "settings" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "masking_rule_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "masking_rule_name_is_one_rules" ON "masking_rule"("name");

-- CreateIndex
CREATE INDEX "masking_rule_priority_idx" ON "masking_rule"("priority");
ALTER TABLE "masking_rule"
    ADD CONSTRAINT "masking_rule_priority_is_positive" CHECK ("priority" >= 1),
    ADD CONSTRAINT "masking_rule_columns_are_a_list" CHECK (jsonb_typeof("columns") = 'array'),
    ADD CONSTRAINT "masking_rule_detectors_are_by_kind" CHECK (jsonb_typeof("detectors") = 'object'),
    ADD CONSTRAINT "masking_rule_settings_are_by_kind" CHECK (jsonb_typeof("settings") = 'object'),
    ADD CONSTRAINT "masking_rule_built_in_columns_is_a_switch" CHECK ("builtInColumns" IN ('on', 'off'));

COMMENT ON TABLE "masking_rule" IS 'What an admin says about masking: columns, detectors, and whom it leaves out.';
COMMENT ON COLUMN "masking_rule"."settings" IS 'What it says of single kinds besides on and off.';
COMMENT ON COLUMN "session"."maskedBy" IS 'Masking rules that had a say in it, each with its version and whether it left its owner out; null: none, or a row made again from its recording.';
