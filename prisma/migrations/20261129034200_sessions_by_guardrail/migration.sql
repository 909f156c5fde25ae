-- The list of sessions is filtered by the guardrail that met one; most were met by none.
CREATE INDEX "session_is_met_by_guardrail" ON "session" USING GIN ("guardrails" jsonb_path_ops) WHERE "guardrails" IS NOT NULL;
CREATE INDEX "session_result_is_met_by_guardrail" ON "session" USING GIN ("outputGuarded" jsonb_path_ops) WHERE "outputGuarded" IS NOT NULL;
