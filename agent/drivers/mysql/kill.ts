import { isRefusal } from "@/domain/refusal";
import { connect, type MysqlLink } from "./connect";
import { MYSQL_LIMITS } from "./limits";
import { queryPackets, quitPacket } from "./packets";

/**
 * Asks the target to stop what the link runs, or the link itself: over a connection of its own. Resolves
 * when the target has answered; also when that fails or is too slow, since the caller looks at the link,
 * not at this, to see what became of it.
 */
export async function killQuery(link: MysqlLink, what: "query" | "connection"): Promise<void> {
  const signal = AbortSignal.timeout(MYSQL_LIMITS.cancelMsMax);
  try {
    const other = await connect(link.credential, signal);
    await told(other, `KILL ${what.toUpperCase()} ${link.threadId}`, signal);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

function told({ socket }: MysqlLink, statement: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      signal.removeEventListener("abort", finish);
      socket.destroy();
      resolve();
    };
    signal.addEventListener("abort", finish, { once: true });
    socket.once("data", () => socket.end(quitPacket(), finish));
    socket.once("close", finish).once("error", finish);
    socket.write(queryPackets(new TextEncoder().encode(statement)));
    socket.resume();
  });
}
