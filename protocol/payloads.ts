import { z } from "zod";
import { GUARDRAIL_LIMITS } from "@/domain/guardrails/guardrail";
import { outputLine } from "./guardrail-rules";
import { anyKind } from "./kinds";

/** The JSON payloads of frames, by kind. Every text in them was masked by the agent before it left. */
const text = z.string().max(64 * 1024);

/** What the person asked for; written by the gateway before anything reaches the target. */
export const inputPayload = z.object({ statement: z.string().max(1024 * 1024) });

export const columnsPayload = z.object({
  columns: z
    .array(
      z.object({
        name: text,
        type: z.string().max(200),
        typeId: z.number().int(),
        origin: z.object({ relationId: z.number().int(), attribute: z.number().int() }).nullable(),
        /** How the masker treats the column: as it is, searched, or replaced whole as this kind. */
        masked: z.union([z.enum(["pass", "scan"]), anyKind]),
      }),
    )
    .max(1_664),
});

/** A notice of the target. `dropped`: how many more came after the limit and were only counted. */
export const noticePayload = z.object({
  severity: z.string().max(40),
  code: z.string().max(10),
  message: text,
  detail: text.nullable(),
  hint: text.nullable(),
});

/** One result ended well. `rows`: rows sent; `affected`: what the command tag counts. */
export const completePayload = z.object({
  tag: z.string().max(200),
  rows: z.number().int(),
  affected: z.number().int().nullable(),
});

/** The target, or the agent on its behalf, said no. `position` counts characters of the statement from 1. */
export const failurePayload = z.object({
  code: z.string().max(60),
  message: text,
  detail: text.nullable(),
  hint: text.nullable(),
  position: z.number().int().nullable(),
});

/** Something of ours that a reader must see at this instant: a limit, a cancel, an agent away. */
export const eventPayload = z.object({
  event: z.enum([
    "cancel-asked",
    "limit-reached",
    "agent-away",
    "agent-back",
    "notices-dropped",
    "held",
    "approved",
    "warned",
  ]),
  because: text,
});

const maskReportLine = z.object({
  result: z.number().int(),
  column: text.nullable(),
  kind: anyKind,
  count: z.number().int(),
});

/** The last frame of every session. */
export const endPayload = z.object({
  state: z.enum(["done", "failed", "blocked", "cancelled", "ended", "interrupted"]),
  /** A refusal code for every state but `done`; `because` in words. */
  code: z.string().max(60).nullable(),
  because: text.nullable(),
  rows: z.number().int(),
  bytes: z.number().int(),
  masked: z.array(maskReportLine).max(10_000),
  /** What guardrails on results did; nothing where they did nothing. */
  guarded: z.array(outputLine).max(GUARDRAIL_LIMITS.rulesMax).optional(),
});

export type InputPayload = z.infer<typeof inputPayload>;
export type ColumnsPayload = z.infer<typeof columnsPayload>;
export type NoticePayload = z.infer<typeof noticePayload>;
export type CompletePayload = z.infer<typeof completePayload>;
export type FailurePayload = z.infer<typeof failurePayload>;
export type EventPayload = z.infer<typeof eventPayload>;
export type EndPayload = z.infer<typeof endPayload>;
