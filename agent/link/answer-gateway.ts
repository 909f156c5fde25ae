import type { z } from "zod";
import { isRefusal } from "@/domain/refusal";
import {
  type ConnectionTest,
  connectionTest,
  type JudgeAnswer,
  type OpenAnswer,
  type StatementJudge,
  sessionCancel,
  sessionCredit,
  sessionOpen,
  statementJudge,
  type TestAnswer,
} from "@/protocol/agent-events";
import { ProtocolProblem } from "@/protocol/problem";
import type { Log } from "../log";
import type { SendSessionFrame, Sessions } from "../sessions/sessions";
import type { AgentSocket } from "./link";

/** What the agent does for the gateway besides sessions. */
export interface GatewayDuties {
  /** Never rejects with what a target said: a Refusal, or something that becomes INTERNAL.BUG. */
  test(test: ConnectionTest): Promise<TestAnswer>;
  /** Never rejects with what a target said, either. */
  judge(judge: StatementJudge): Promise<JudgeAnswer>;
}

export interface Answering {
  readonly sessions: Sessions;
  readonly duties: GatewayDuties;
  readonly log: Log;
  readonly send: SendSessionFrame;
}

/** A session's first frames say the same sooner: the word that it was taken must not hold them up. */
const ACCEPTED_AFTER_MS = 50;

const MALFORMED = {
  ok: false,
  code: "LINK.PROTOCOL",
  because: "The gateway sent a message that this agent does not understand.",
} as const;

/** Every message of the gateway is checked against its schema before anything is done with it. */
export function answerGateway(socket: AgentSocket, answering: Answering): void {
  const { sessions, duties, log, send } = answering;
  socket.on("session.open", (message, answer) => {
    const open = sessionOpen.safeParse(message);
    const said: OpenAnswer = open.success ? sessions.open(open.data, send) : MALFORMED;
    if (!said.ok) log.warn("a session was not opened", { code: said.code, because: said.because });
    if (said.ok) setTimeout(answer, ACCEPTED_AFTER_MS, said);
    else answer(said);
  });
  socket.on("session.credit", (message) => {
    const credit = checked(sessionCredit, message, log);
    if (credit === null) return;
    try {
      sessions.credit(credit);
    } catch (error) {
      if (!(error instanceof ProtocolProblem)) throw error;
      log.error("the gateway broke the protocol; connecting again", { error });
      socket.io.engine.close();
    }
  });
  socket.on("session.cancel", (message) => {
    const cancel = checked(sessionCancel, message, log);
    if (cancel !== null) sessions.cancel(cancel);
  });
  socket.on("connection.test", (message, answer) => {
    const test = connectionTest.safeParse(message);
    if (!test.success) {
      answer(MALFORMED);
      return;
    }
    duties.test(test.data).then(answer, (error: unknown) => answer(answerOf(error, log)));
  });
  socket.on("statement.judge", (message, answer) => {
    const judge = statementJudge.safeParse(message);
    if (!judge.success) {
      answer(MALFORMED);
      return;
    }
    duties.judge(judge.data).then(answer, (error: unknown) => answer(answerOf(error, log)));
  });
}

function checked<S extends z.ZodType>(schema: S, message: unknown, log: Log): z.output<S> | null {
  const result = schema.safeParse(message);
  if (result.success) return result.data;
  log.error("a message of the gateway was not understood");
  return null;
}

function answerOf(error: unknown, log: Log): Extract<TestAnswer, { ok: false }> {
  if (isRefusal(error)) return { ok: false, code: error.code, because: error.message };
  log.error("a question of the gateway failed", { error });
  return { ok: false, code: "INTERNAL.BUG", because: "Something went wrong inside the agent." };
}
