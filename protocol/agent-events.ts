import { z } from "zod";
import { CONNECTION_KINDS } from "@/domain/connections/connection";
import { TLS_MODES } from "@/domain/connections/database-settings";
import { SETTINGS_LIMITS } from "@/domain/connections/kinds";
import { GUARDRAIL_LIMITS } from "@/domain/guardrails/guardrail";
import { CUSTOM_LIMITS } from "@/domain/masking/custom/custom-kind";
import { COMPARED_COLUMNS_MAX } from "@/domain/masking/lineage/judge-comparing";
import { COMPARISON_DEMANDS, MASK_KINDS } from "@/domain/masking/masking-rule";
import { PROBE_LIMITS } from "@/domain/masking/probe/probe";
import { REPLACEMENTS } from "@/domain/masking/replacements/replacement";
import { MASKING_LIMITS } from "@/domain/masking/written-rule";
import { guardrailRule, outputRule } from "./guardrail-rules";
import { anyKind, customKindDefinition } from "./kinds";

/**
 * The agent link: Socket.IO namespace `/agent`, path `/socket.io`, websocket transport only.
 * Control messages are these schemas; `frames` carries bytes of `protocol/frame.ts`.
 */
export const AGENT_NAMESPACE = "/agent";

const id = z.string().min(1).max(64);

/** `auth` of the handshake. */
export const agentHello = z.object({
  key: z.string().max(200),
  protocol: z.number().int(),
  version: z.string().max(40),
  capabilities: z.array(z.string().max(40)).max(50),
  hostname: z.string().max(255),
  /** X25519 public key of this process (base64 of 32 raw bytes): credentials are sealed to it. */
  sealTo: z.string().max(64),
});
export type AgentHello = z.infer<typeof agentHello>;

/** Why a handshake is refused: the `message` of `connect_error`. The agent prints it and what to do. */
export const HELLO_REFUSALS = {
  "AGENT.KEY_UNKNOWN": "The key is not one of this gateway's. Create a new key on the Agents page.",
  "AGENT.TOO_OLD": "This agent speaks an older protocol. Download the current agent file.",
  "AGENT.TOO_NEW":
    "This agent speaks a newer protocol than the gateway. Upgrade the gateway first.",
} as const;

const target = z.object({
  kind: z.enum(CONNECTION_KINDS),
  settings: z.object({
    host: z.string().min(1).max(255),
    port: z.number().int().min(1).max(65_535),
    database: z.string().min(1).max(SETTINGS_LIMITS.databaseCharactersMax),
    username: z.string().min(1).max(SETTINGS_LIMITS.usernameCharactersMax),
    tls: z.enum(TLS_MODES),
    tlsAuthority: z.string().max(64 * 1024),
  }),
  /** Sealed credential (`protocol/seal.ts`), bound to the id of the session or test. */
  credential: z.string().max(8 * 1024),
  readOnly: z.boolean(),
});
export type LinkTarget = z.infer<typeof target>;

const glob = z.string().max(200);

const ruleNames = z
  .array(z.string().max(MASKING_LIMITS.ruleNameCharactersMax))
  .max(MASKING_LIMITS.rulesMax);

/** Rules on columns name schema, table and column: only for agents that announce `column-identity`. */
const maskingRules = z.object({
  version: z.number().int(),
  detectors: z.array(z.enum(MASK_KINDS)),
  columns: z
    .array(
      z.object({
        ...{ schema: glob, table: glob, column: glob, kind: anyKind },
        /** Only for agents that announce `comparisons`, and but for `refuse` `comparison-grants`. */
        comparisons: z.enum(COMPARISON_DEMANDS).optional(),
        /** Names of the rules that ask it. */
        rules: ruleNames.optional(),
      }),
    )
    .max(1_000),
  /** Kinds that are not redacted. Only for agents that announce `replacements`. */
  replacements: z.partialRecord(z.enum(MASK_KINDS), z.enum(REPLACEMENTS)).optional(),
  /** Looked for beside the built-in kinds. Only for agents that announce `custom-kinds`. */
  custom: z.array(customKindDefinition).min(1).max(CUSTOM_LIMITS.kindsOfAllMax).optional(),
  /** Of the key that some are made with. */
  keyFingerprint: z.string().max(64).optional(),
});

const catalogueName = z.string().max(256);
const targetColumn = z.object({
  ...{ schema: catalogueName, table: catalogueName, column: catalogueName },
});

/** What the agent needs to decide by itself: the second witness. Grows with rules. */
export const policyBundle = z.object({
  masking: maskingRules,
  /** Those in force for the connection. Only for agents that announce `guardrails`. */
  guardrails: z.array(guardrailRule).max(GUARDRAIL_LIMITS.rulesMax).optional(),
  /** On what is returned. Only for agents that announce `output-guardrails`. */
  outputRules: z.array(outputRule).max(GUARDRAIL_LIMITS.rulesMax).optional(),
});
export type PolicyBundle = z.infer<typeof policyBundle>;

/** gateway → agent `session.open`: run this. Sent only after the recording is open. */
export const sessionOpen = z.object({
  sessionId: id,
  target,
  statement: z.string().max(1024 * 1024),
  limits: z.object({
    rowsMax: z.number().int().positive(),
    bytesMax: z.number().int().positive(),
    durationSecondsMax: z.number().int().positive(),
    /** More rows than this changed: rolled back. Only for agents that announce `row-ceiling`. */
    affectedRowsMax: z.number().int().min(0).optional(),
  }),
  policy: policyBundle,
  /** What replacements are made with, sealed for this session; only where its rules name a key. */
  maskingKey: z
    .string()
    .max(8 * 1024)
    .optional(),
  /**
   * Not to be run but previewed: rolled back, whatever happens. Only for agents that announce
   * `preview`, and with a target that says read-only: one that does not know this word cannot write.
   */
  preview: z.literal(true).optional(),
  /**
   * Not to be run: columns are attacked, and verdicts come back (`PLAN_COLUMNS`, `VERDICT_COLUMNS`).
   * Only for agents that announce `masking-probe`; the statement is a comment, for one that does not
   * know this word.
   */
  probe: z
    .object({
      /** `null`: those that the rules protect. */
      columns: z.array(targetColumn).max(PROBE_LIMITS.columnsMax).nullable(),
    })
    .optional(),
  /** Its very text was approved. Without it what only the target shows to need an approval is refused. */
  approved: z.literal(true).optional(),
  /**
   * What this statement may compare although rules ask something of that: it was approved, or counted.
   * Only for agents that announce `comparison-grants`.
   */
  granted: z
    .array(targetColumn)
    .max(COMPARED_COLUMNS_MAX * COMPARISON_DEMANDS.length)
    .optional(),
  /** Frames with a sequence below this may be sent at once. */
  upTo: z.number().int(),
});
export type SessionOpen = z.infer<typeof sessionOpen>;

/** Acknowledgement of `session.open`: the agent has it and starts. Results and errors are frames. */
export type OpenAnswer = { ok: true } | { ok: false; code: string; because: string };

/** gateway → agent `session.credit`: all below `received` is recorded, all below `upTo` may be sent. */
export const sessionCredit = z.object({
  sessionId: id,
  received: z.number().int(),
  upTo: z.number().int(),
});
export type SessionCredit = z.infer<typeof sessionCredit>;

/** gateway → agent `session.cancel`. The agent cancels in the target and still sends its `end` frame. */
export const sessionCancel = z.object({
  sessionId: id,
  as: z.enum(["cancelled", "ended"]),
  code: z.string().max(60),
  because: z.string().max(500),
});
export type SessionCancel = z.infer<typeof sessionCancel>;

/** agent → gateway `sessions.resume`, first thing after every connect: the sessions it still has. */
export const sessionsResume = z.object({
  sessions: z.array(z.object({ sessionId: id, nextSequence: z.number().int() })).max(10_000),
});
export type SessionsResume = z.infer<typeof sessionsResume>;
/** One answer per session: go on from there, or `gone`: cancel it in the target and forget it. */
export type ResumeAnswer =
  | { sessionId: string; kind: "resume"; received: number; upTo: number }
  | { sessionId: string; kind: "gone" };

/** gateway → agent `connection.test`. */
export const connectionTest = z.object({ testId: id, target });
export type ConnectionTest = z.infer<typeof connectionTest>;
export type TestAnswer =
  | { ok: true; serverVersion: string; durationMs: number; tls: boolean }
  | { ok: false; code: string; because: string };

/** gateway → agent `statement.judge`: what does it compare? Sent only after its recording is open. */
export const statementJudge = z.object({
  judgeId: id,
  target,
  statement: z.string().max(1024 * 1024),
  columns: maskingRules.shape.columns,
  /** The connection's, so that the statement itself finds the agent's connection to the target warm. */
  durationSecondsMax: z.number().int().positive(),
});
export type StatementJudge = z.infer<typeof statementJudge>;

/** Columns that it may compare at a price; what may never be is a no. */
export const comparedColumns = z
  .array(
    targetColumn.extend({
      comparisons: z.enum(COMPARISON_DEMANDS),
      rules: ruleNames,
    }),
  )
  .max(COMPARED_COLUMNS_MAX * COMPARISON_DEMANDS.length);
export type JudgeAnswer =
  | { ok: true; compared: z.infer<typeof comparedColumns> }
  | { ok: false; code: string; because: string };

export interface GatewayToAgent {
  "session.open": (open: SessionOpen, answer: (answer: OpenAnswer) => void) => void;
  "session.credit": (credit: SessionCredit) => void;
  "session.cancel": (cancel: SessionCancel) => void;
  "connection.test": (test: ConnectionTest, answer: (answer: TestAnswer) => void) => void;
  "statement.judge": (judge: StatementJudge, answer: (answer: JudgeAnswer) => void) => void;
}
export interface AgentToGateway {
  /** Frames of one session, in order: as many as one message may hold. */
  frames: (sessionId: string, ...frames: Uint8Array[]) => void;
  "sessions.resume": (resume: SessionsResume, answer: (answers: ResumeAnswer[]) => void) => void;
}
