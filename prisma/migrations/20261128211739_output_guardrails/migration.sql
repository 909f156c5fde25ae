-- AlterTable
ALTER TABLE "session" ADD COLUMN     "outputGuarded" JSONB;

ALTER TABLE "guardrail"
    DROP CONSTRAINT "guardrail_action_is_known",
    ADD CONSTRAINT "guardrail_action_is_known" CHECK ("action" IN ('block', 'require-approval', 'redact', 'warn'));

ALTER TABLE "session"
    ADD CONSTRAINT "session_output_guarded_is_a_list" CHECK (jsonb_typeof("outputGuarded") = 'array');

COMMENT ON TABLE "guardrail" IS 'A rule on what is sent: block it, have it approved, or warn; or on what is returned: block or replace it.';
COMMENT ON COLUMN "session"."outputGuarded" IS 'What guardrails on results did to what it returned, and how often; null: nothing.';
