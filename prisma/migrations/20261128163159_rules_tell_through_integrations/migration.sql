-- CreateTable
CREATE TABLE "access_rule_integration" (
    "ruleId" VARCHAR(40) NOT NULL,
    "integrationId" VARCHAR(40) NOT NULL,

    CONSTRAINT "access_rule_integration_pkey" PRIMARY KEY ("ruleId","integrationId")
);

-- CreateIndex
CREATE INDEX "access_rule_integration_integrationId_idx" ON "access_rule_integration"("integrationId");

-- AddForeignKey
ALTER TABLE "access_rule_integration" ADD CONSTRAINT "access_rule_integration_ruleId_fkey" FOREIGN KEY ("ruleId") REFERENCES "access_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_rule_integration" ADD CONSTRAINT "access_rule_integration_integrationId_fkey" FOREIGN KEY ("integrationId") REFERENCES "integration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What rules told so far goes with them.
INSERT INTO "access_rule_integration" ("ruleId", "integrationId")
    SELECT r."id", i."id" FROM "access_rule" r JOIN "integration" i ON i."id" = ANY (r."tells");

-- AlterTable
ALTER TABLE "access_rule" DROP COLUMN "tells";

COMMENT ON TABLE "access_rule_integration" IS 'An integration that is told of requests under a rule; none: all that are told of every one.';
