import type { Server } from "socket.io";
import { may } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import { isRefusal } from "@/domain/refusal";
import { LINK_LIMITS } from "@/protocol/version";
import {
  creditInput,
  followInput,
  runApprovedInput,
  runInput,
  sessionInput,
  WEB_NAMESPACE,
  watchInput,
} from "@/protocol/web-events";
import { isOwnOrigin } from "../api/own-origin";
import { requirePermission } from "../api/require-permission";
import { actorOfRequest, bearerOf } from "../auth/actor-of-request";
import { describeOrigin } from "../auth/origin";
import type { Deps } from "../deps";
import { endSession } from "./end-session";
import { endSessionsWithSignIns } from "./end-with-sign-in";
import { followSession } from "./follow-session";
import { RequestTeller } from "./request-teller";
import { runApproved, type Submitted, submitStatement } from "./submit-statement";
import { WebDoor } from "./web-door";
import { WebFollows, type WebSocketOfBrowser } from "./web-follows";
import { WebViewer } from "./web-viewer";

/** Lets pages run statements and read sessions over one socket, with the rights of this moment. */
export function attachWebSocket(deps: Deps, io: Server): void {
  const namespace = io.of(WEB_NAMESPACE);
  const viewers = new WeakMap<object, WebViewer>();
  endSessionsWithSignIns(deps);

  const admit = async (socket: WebSocketOfBrowser, next: (error?: Error) => void) => {
    try {
      const viewer = await viewerOf(deps, socket.handshake);
      if (viewer !== null) viewers.set(socket, viewer);
      next(viewer === null ? new Error("SIGNIN.REQUIRED") : undefined);
    } catch (error) {
      if (isRefusal(error)) return next(new Error(error.code));
      deps.log.error({ err: error }, "a page's socket could not be signed in");
      next(new Error("INTERNAL.BUG"));
    }
  };
  namespace.use((socket, next) => void admit(socket, next));

  namespace.on("connection", (socket: WebSocketOfBrowser) => {
    const viewer = viewers.get(socket);
    if (viewer === undefined) socket.disconnect(true);
    else servePage(deps, socket, viewer);
  });
}

/**
 * The person whose cookie came with the handshake, or whose key: as its `auth.key` or its header, never
 * in its address. `null` when nobody, or a page of another origin.
 */
async function viewerOf(
  deps: Deps,
  { headers, address, auth }: WebSocketOfBrowser["handshake"],
): Promise<WebViewer | null> {
  const given: unknown = auth["key"];
  const key = typeof given === "string" ? given : bearerOf(headers.authorization);
  // As strict as for a request that changes something: a foreign page may not even connect.
  if (key === null && !isOwnOrigin({ method: "POST", headers }, deps.env.url)) return null;
  const origin = { address, userAgent: headers["user-agent"] ?? "" };
  const actor = await actorOfRequest(deps, { cookie: headers.cookie, key, origin });
  return actor === null ? null : new WebViewer(deps, actor, describeOrigin(origin));
}

function servePage(deps: Deps, socket: WebSocketOfBrowser, viewer: WebViewer): void {
  const follows = new WebFollows(deps, socket);
  const door = new WebDoor(deps, viewer);
  const { origin } = viewer;
  const stopWatching = deps.signInWatch.onEnded((signInId, because) => {
    if (signInId !== viewer.signInId) return;
    follows.stopAll();
    socket.emit("signin.ended", because);
    socket.disconnect(true);
  });

  const stopChecking = deps.signInWatch.onRights(viewer.signInId, (actor) => {
    viewer.renew(actor);
    if (!may(actor, "sessions:see")) follows.loseAll();
    else if (!may(actor, "sessions:seeAll")) follows.stopOthers();
  });

  const follow = async (actor: Actor, { sessionId, requestId }: Submitted) => {
    const value = { sessionId, requestId };
    if (requestId !== null) return { value };
    const place = { sessionId, from: 0, upTo: LINK_LIMITS.framesUnderWayMax };
    const order = { actor, origin, sessionId, follower: follows.followerOf(place) };
    const started = await followSession(deps, order);
    return { value, afterwards: () => follows.begin(sessionId, started) };
  };
  const stopTelling = tellOfRequests(deps, socket, { viewer, door });

  socket.on("session.run", (message, answer) => {
    door.open(runInput, { message, answer }, async (input, actor) => {
      requireRun(actor);
      follows.requireRoom("");
      return await follow(actor, await submitStatement(deps, { actor, origin }, input));
    });
  });

  socket.on("session.runApproved", (message, answer) => {
    door.open(runApprovedInput, { message, answer }, async ({ requestId }, actor) => {
      requireRun(actor);
      follows.requireRoom("");
      return await follow(actor, await runApproved(deps, { actor, origin }, requestId));
    });
  });

  socket.on("session.follow", (message, answer) => {
    door.open(followInput, { message, answer }, async ({ sessionId, from, upTo }, actor) => {
      requireSee(actor);
      follows.requireRoom(sessionId);
      const follower = follows.followerOf({ sessionId, from, upTo });
      const started = await followSession(deps, { actor, origin, sessionId, follower });
      return { value: { open: started.open }, afterwards: () => follows.begin(sessionId, started) };
    });
  });

  socket.on("session.cancel", (message, answer) => {
    door.open(sessionInput, { message, answer }, async ({ sessionId }, actor) => {
      requireRun(actor);
      return { value: await endSession(deps, { actor, origin }, sessionId) };
    });
  });

  socket.on("session.credit", (message) => {
    const credit = creditInput.safeParse(message).data;
    if (credit !== undefined) follows.credit(credit.sessionId, credit.upTo);
  });

  socket.on("session.unfollow", (message) => {
    const named = sessionInput.safeParse(message).data;
    if (named !== undefined) follows.stop(named.sessionId);
  });

  socket.on("disconnect", () => {
    stopWatching();
    stopChecking();
    stopTelling();
    follows.stopAll();
  });
}

/** Returns the function that stops it. */
function tellOfRequests(
  deps: Deps,
  socket: WebSocketOfBrowser,
  { viewer, door }: { readonly viewer: WebViewer; readonly door: WebDoor },
): () => void {
  const teller = new RequestTeller(deps, viewer, {
    ofList: () => socket.emit("requests.changed"),
    ofRequest: (requestId, state) => socket.emit("request.changed", requestId, state),
  });
  socket.on("requests.watch", (message, answer) => {
    door.open(watchInput, { message, answer }, async ({ requestIds }, actor) => {
      requirePermission(actor, "requests:see");
      return { value: { watched: await teller.watch(actor, requestIds) } };
    });
  });
  return () => teller.stop();
}

function requireRun(actor: Actor): void {
  requirePermission(actor, "sessions:run");
}

function requireSee(actor: Actor): void {
  requirePermission(actor, "sessions:see");
}
