-- AlterTable
ALTER TABLE "masking_rule" ADD COLUMN     "comparisonsPerDay" INTEGER;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "compared" JSONB;

-- CreateTable
CREATE TABLE "masking_comparison_use" (
    "ruleId" VARCHAR(40) NOT NULL,
    "userId" VARCHAR(40) NOT NULL,
    "day" DATE NOT NULL,
    "used" INTEGER NOT NULL,

    CONSTRAINT "masking_comparison_use_pkey" PRIMARY KEY ("ruleId","userId")
);

-- CreateIndex
CREATE INDEX "masking_comparison_use_userId_idx" ON "masking_comparison_use"("userId");

-- AddForeignKey
ALTER TABLE "masking_comparison_use" ADD CONSTRAINT "masking_comparison_use_ruleId_fkey" FOREIGN KEY ("ruleId") REFERENCES "masking_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "masking_comparison_use" ADD CONSTRAINT "masking_comparison_use_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "masking_rule"
    ADD CONSTRAINT "masking_rule_comparisons_is_known" CHECK ("comparisons" IN ('allow', 'count', 'approve', 'refuse')),
    ADD CONSTRAINT "masking_rule_counts_to_a_number" CHECK (("comparisons" = 'count') = ("comparisonsPerDay" IS NOT NULL)),
    ADD CONSTRAINT "masking_rule_counts_within_bounds" CHECK ("comparisonsPerDay" BETWEEN 1 AND 1000);

ALTER TABLE "session"
    ADD CONSTRAINT "session_compared_is_a_list" CHECK (jsonb_typeof("compared") = 'array');

ALTER TABLE "masking_comparison_use"
    ADD CONSTRAINT "masking_comparison_use_is_counted" CHECK ("used" >= 1);

COMMENT ON TABLE "masking_comparison_use" IS 'How many commands of one person have compared columns of a masking rule on the newest day that they did.';
COMMENT ON COLUMN "masking_comparison_use"."day" IS 'Of UTC.';
COMMENT ON COLUMN "masking_rule"."comparisonsPerDay" IS 'Where they are counted: commands of one person on one day of UTC.';
COMMENT ON COLUMN "session"."compared" IS 'Masked columns that its command compares at a price, each with what was asked and by which rules; null: none, or not asked.';
