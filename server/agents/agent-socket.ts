import type { Server } from "socket.io";
import { AGENT_NAMESPACE, type ResumeAnswer, sessionsResume } from "@/protocol/agent-events";
import type { Deps } from "../deps";
import type { LiveSession } from "../sessions/live-sessions";
import { admitAgent } from "./admit-agent";
import { type AgentSocket, SocketLink } from "./socket-link";
import { saveLastSeen } from "./store";

/** Lets agents dial in: each proves its key, then frames of the sessions sent to it are accepted. */
export function attachAgentSocket(deps: Deps, io: Server): void {
  const namespace = io.of(AGENT_NAMESPACE);
  const admitted = new WeakMap<object, SocketLink>();

  const admit = async (socket: AgentSocket, next: (error?: Error) => void) => {
    try {
      const admission = await admitAgent(deps, socket.handshake.auth);
      if (admission.kind === "admitted") {
        admitted.set(socket, new SocketLink(socket, admission.agentId, admission.hello));
        next();
      } else {
        deps.log.warn({ code: admission.code }, "an agent was refused");
        next(new Error(admission.code));
      }
    } catch (error) {
      deps.log.error({ err: error }, "an agent could not be admitted");
      next(new Error("INTERNAL.BUG"));
    }
  };
  namespace.use((socket, next) => void admit(socket, next));

  namespace.on("connection", (socket) => {
    const link = admitted.get(socket);
    if (link === undefined) {
      socket.disconnect(true);
      return;
    }
    deps.links.attach(link);
    // Whatever ran over an older link waits until this process says whether it has it.
    for (const session of sessionsOf(deps, link.agentId)) session.agentAway();
    serveAgent(deps, socket, link);
  });
}

function serveAgent(deps: Deps, socket: AgentSocket, link: SocketLink): void {
  const { agentId } = link;
  deps.log.info({ agentId, hostname: link.hostname, version: link.version }, "agent connected");

  socket.on("frames", (sessionId, ...frames) => {
    if (typeof sessionId !== "string") return;
    const session = deps.live.find(sessionId);
    // Only the agent that a session was sent to may speak for it, and only over its newest link.
    if (session?.agentId !== agentId || deps.links.presence(agentId) !== link) return;
    for (const frame of frames) {
      if (frame instanceof Uint8Array) session.accept(frame);
    }
  });

  socket.on("sessions.resume", (message, answer) => {
    const resume = sessionsResume.safeParse(message);
    if (!resume.success || typeof answer !== "function") {
      socket.disconnect(true);
      return;
    }
    const answers = resume.data.sessions.map(({ sessionId, nextSequence }): ResumeAnswer => {
      const session = deps.live.find(sessionId);
      if (session?.agentId !== agentId) return { sessionId, kind: "gone" };
      return session.resume(nextSequence);
    });
    answer(answers);
    const resumed = new Set(resume.data.sessions.map(({ sessionId }) => sessionId));
    for (const session of sessionsOf(deps, agentId)) {
      if (!resumed.has(session.id)) session.agentForgot();
    }
  });

  socket.on("disconnect", (because) => {
    if (!deps.links.detach(link)) return;
    deps.log.warn({ agentId, because }, "agent disconnected");
    for (const session of sessionsOf(deps, agentId)) session.agentAway();
    if (!deps.live.stopping) rememberSeen(deps, agentId); // The store is about to close.
  });
}

function rememberSeen(deps: Deps, agentId: string): void {
  deps.db
    .quickTransaction((tx) => saveLastSeen(tx, [agentId], deps.now()))
    .catch((error: unknown) => deps.log.warn({ err: error, agentId }, "last seen was not stored"));
}

function sessionsOf(deps: Deps, agentId: string): LiveSession[] {
  return deps.live.all().filter((session) => session.agentId === agentId);
}
