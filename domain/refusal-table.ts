import { GUARDRAIL_REFUSALS } from "./guardrails/refusals";
import { INTEGRATION_REFUSALS } from "./integrations/refusals";
import { MASKING_REFUSALS } from "./masking/refusals";
import { PEOPLE_REFUSALS } from "./people/refusals";
import { PREVIEW_REFUSALS } from "./requests/preview-refusals";

export type RefusalStatus =
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "invalid"
  | "too-many"
  | "unavailable";

/** Every "no" a person can meet, and what to do next. A test keeps `docs/errors.md` equal to this list. */
export const REFUSALS = {
  ...GUARDRAIL_REFUSALS,
  ...INTEGRATION_REFUSALS,
  ...MASKING_REFUSALS,
  ...PEOPLE_REFUSALS,
  ...PREVIEW_REFUSALS,
  "ACCESS.NOT_FOUND": {
    status: "not-found",
    next: "Check the name. If it is right, ask an admin for access: what you may not see answers the same.",
  },
  "ACCESS.CHANGED": {
    status: "conflict",
    next: "Look again who gains and who loses, then save. Nothing was changed.",
  },
  "ACCESS.MODE_OFF": {
    status: "forbidden",
    next: "Use one of the ways the connection page lists, or ask an admin to turn this one on.",
  },
  "ACCESS.ORIGIN": {
    status: "forbidden",
    next: "Open Gatehouse by its own address and try again. Nothing was changed.",
  },
  "ACCESS.SCOPE": {
    status: "forbidden",
    next: "Make a key with a scope for it, or do it signed in: managing is closed to keys.",
  },
  "ACCESS.ROLE": { status: "forbidden", next: "Ask an admin; your role does not include this." },
  "AGENT.EXISTS": { status: "conflict", next: "Choose another name." },
  "AGENT.IN_USE": {
    status: "conflict",
    next: "Move its connections to another agent first; the embedded agent stays.",
  },
  "AGENT.BUSY": {
    status: "too-many",
    next: "Try again when other sessions have ended, or start another agent. Nothing was executed.",
  },
  "AGENT.KEY_UNKNOWN": {
    status: "unauthenticated",
    next: "Create a new key on the Agents page and start the agent with it.",
  },
  "AGENT.LOST": {
    status: "unavailable",
    next: "Check in the target whether the statement took effect before running it again.",
  },
  "AGENT.OFFLINE": {
    status: "unavailable",
    next: "Start the agent; it reconnects by itself. Nothing was executed.",
  },
  "AGENT.TOO_OLD": { status: "conflict", next: "Download the current agent file and restart it." },
  "AGENT.TOO_NEW": { status: "conflict", next: "Upgrade the gateway, then start the agent again." },
  "CONNECTION.EXISTS": { status: "conflict", next: "Choose another name." },
  "CONNECTION.CHANGED": {
    status: "conflict",
    next: "Reload the page, look at what changed and save again.",
  },
  "CONNECTION.LACKS": {
    status: "forbidden",
    next: "Ask an admin to leave the connection out of that rule, or for a rule that connections of its kind can hold.",
  },
  "GROUP.EXISTS": { status: "conflict", next: "Choose another name." },
  "GROUP.IN_USE": {
    status: "conflict",
    next: "Take it out of the access rules that are named, or delete them; then delete it.",
  },
  "GROUP.LOCKED": {
    status: "forbidden",
    next: "Change it at the identity provider; it is taken over at the next sign-in or refresh.",
  },
  "GATEWAY.STOPPING": { status: "unavailable", next: "Try again in a moment." },
  "GATEWAY.INTERRUPTED": {
    status: "unavailable",
    next: "The gateway stopped while this ran. Check in the target what took effect, then run it again.",
  },
  "GUARDRAIL.BLOCKED": {
    status: "forbidden",
    next: "Change the statement so that the rule no longer applies.",
  },
  "INPUT.INVALID": { status: "invalid", next: "Correct the marked field and send it again." },
  "INTERNAL.BUG": {
    status: "unavailable",
    next: "Nothing you did is wrong. Tell an admin the reference; the log has the rest.",
  },
  "KEY.ENDED": {
    status: "unauthenticated",
    next: "Make a new key on the API keys page; this one was revoked, expired or lost its maker.",
  },
  "KEY.EXISTS": { status: "conflict", next: "Choose another name, or revoke the key that has it." },
  "KEY.LIMIT": { status: "too-many", next: "Revoke keys that nobody uses any more." },
  "KEY.NOT_ALLOWED": { status: "invalid", next: "Change what the message names and try again." },
  "KEY.REFUSED": {
    status: "unauthenticated",
    next: "Look on the API keys page whether it was revoked, has expired or may not be used from there.",
  },
  "KEY.WITH_COOKIE": {
    status: "invalid",
    next: "Send either the key or the cookie of a sign-in, not both.",
  },
  "LIMIT.AFFECTED": {
    status: "conflict",
    next: "Nothing was kept. Look at which rows the statement meets, or ask for a higher ceiling.",
  },
  "LIMIT.BYTES": {
    status: "too-many",
    next: "Select fewer rows or columns, or ask for a higher limit.",
  },
  "LIMIT.REVIEW": {
    status: "too-many",
    next: "Review smaller groups one by one, or split this one first.",
  },
  "LIMIT.ROW": {
    status: "too-many",
    next: "Select less of the large column, for example left(column, 1000).",
  },
  "LIMIT.MASKING": {
    status: "too-many",
    next: "Select less of the large column, or fewer rows; or ask an admin to mask the column whole, or to simplify the kinds that masking rules define.",
  },
  "LIMIT.COLUMNS": { status: "too-many", next: "Select fewer columns." },
  "LIMIT.ROWS": { status: "too-many", next: "Add a WHERE or a LIMIT, or ask for a higher limit." },
  "LIMIT.SESSIONS": {
    status: "too-many",
    next: "Wait until one of your statements has ended, or cancel one.",
  },
  "LIMIT.STATEMENT": { status: "too-many", next: "Split the statement into smaller ones." },
  "LIMIT.TIME": {
    status: "too-many",
    next: "Make the statement faster, or ask for a higher limit.",
  },
  "LIMIT.TRIES": { status: "too-many", next: "Wait for the time the message names and try again." },
  "MASKING.FAILED": {
    status: "unavailable",
    next: "Nothing was delivered unmasked. Tell an admin; the log names the rule.",
  },
  "RECORDING.DAMAGED": {
    status: "unavailable",
    next: "Tell an admin: the file was changed or cut after it was written. What was shown until then is true.",
  },
  "RECORDING.FAILED": {
    status: "unavailable",
    next: "The session was ended, because nothing runs unrecorded. Check the gateway's disk.",
  },
  "SETTINGS.CHANGED": {
    status: "conflict",
    next: "Reload the page, look at what changed and save again.",
  },
  "REVIEW.BY_ROLE": {
    status: "conflict",
    next: "Review the group that gives the role; this review only lists them.",
  },
  "REVIEW.CHANGED": {
    status: "conflict",
    next: "Look at what was decided meanwhile, then decide again.",
  },
  "REVIEW.EXISTS": { status: "conflict", next: "Complete or cancel the open review first." },
  "REVIEW.NOBODY": {
    status: "conflict",
    next: "Choose another group or connection; here nobody has access to lose.",
  },
  "REVIEW.NOT_OPEN": { status: "conflict", next: "Start a new review to decide again." },
  "REVIEW.OWN_ACCESS": {
    status: "forbidden",
    next: "Ask another admin, or another owner of the group, to decide about you.",
  },
  "REVIEW.UNDECIDED": { status: "conflict", next: "Decide about those who are left." },
  "REQUEST.CANCELLED": {
    status: "conflict",
    next: "Run the command again if it is still wanted.",
  },
  "REQUEST.CHANGED": {
    status: "conflict",
    next: "Look at what the request says now and decide again.",
  },
  "REQUEST.EXPIRED": {
    status: "conflict",
    next: "Ask again; nothing ran.",
  },
  "REQUEST.LIMIT": {
    status: "too-many",
    next: "Withdraw a request that is no longer wanted, or wait for a decision.",
  },
  "REQUEST.NOT_ALLOWED": {
    status: "forbidden",
    next: "The request names who may do this.",
  },
  "REQUEST.NOT_FOUND": {
    status: "not-found",
    next: "Check the address. What you may not see answers the same.",
  },
  "REQUEST.REASON_NEEDED": {
    status: "invalid",
    next: "Say why in the field for the reason and send it again.",
  },
  "REQUEST.REJECTED": {
    status: "forbidden",
    next: "Read the reason, change the command or speak with who rejected it.",
  },
  "REQUEST.REVOKED": {
    status: "forbidden",
    next: "Ask for access again if it is still needed.",
  },
  "REQUEST.UNSATISFIABLE": {
    status: "conflict",
    next: "Tell an admin: nobody can approve under this rule as it stands.",
  },
  "REQUEST.VOID": {
    status: "conflict",
    next: "Ask again: what was approved is not what would run now.",
  },
  "REQUEST.WINDOW_NEEDED": {
    status: "forbidden",
    next: "Ask for a window on this connection under Access requests; run it once it is approved.",
  },
  "RULE.EXISTS": { status: "conflict", next: "Choose another name." },
  "RULE.CHANGED": {
    status: "conflict",
    next: "Reload the page, look at what changed and save again.",
  },
  "RULE.UNSATISFIABLE": {
    status: "invalid",
    next: "Choose groups with enough people in them who may decide.",
  },
  "SESSION.ELSEWHERE": {
    status: "conflict",
    next: "It is known here within seconds whether that gateway still lives; try again then.",
  },
  "SESSION.ENDED_BY": { status: "conflict", next: "Ask the person named; then run it again." },
  "SESSION.CANCELLED": { status: "conflict", next: "Run it again when you need it." },
  "SESSION.NOT_RUNNING": { status: "conflict", next: "Nothing to do: it has already ended." },
  "SESSION.STILL_OPEN": {
    status: "conflict",
    next: "Wait for its end, or end it; then try again.",
  },
  "STATEMENT.READ_ONLY": {
    status: "forbidden",
    next: "This connection is read-only. Use another connection, or ask an admin.",
  },
  "STREAM.LOST": {
    status: "unavailable",
    next: "Look in Sessions whether it ran before you run it again.",
  },
  "STREAM.OFFLINE": {
    status: "unavailable",
    next: "The page reconnects by itself; run it again then. Nothing was executed.",
  },
  "STATEMENT.UNSUPPORTED": {
    status: "invalid",
    next: "Use another form of the statement; for COPY: TO STDOUT in text or CSV format.",
  },
  "TARGET.ERROR": { status: "invalid", next: "Correct the statement at the marked place." },
  "TARGET.DATABASE_UNKNOWN": {
    status: "unavailable",
    next: "Check the connection's database name.",
  },
  "TARGET.LOST": {
    status: "unavailable",
    next: "Check in the target whether the statement took effect before running it again.",
  },
  "TARGET.SIGNIN": {
    status: "unavailable",
    next: "An admin must correct username and password of the connection.",
  },
  "TARGET.TLS": {
    status: "unavailable",
    next: "An admin must correct the connection's TLS setting, or turn TLS on in the target.",
  },
  "TARGET.UNREACHABLE": {
    status: "unavailable",
    next: "An admin must check host and port, and that the agent's network reaches them.",
  },
} as const satisfies Record<string, { status: RefusalStatus; next: string }>;
