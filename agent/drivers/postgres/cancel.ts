import { connect as connectTcp, type Socket } from "node:net";
import path from "node:path";
import { connect as connectTls } from "node:tls";
import type { PostgresLink } from "./connect";
import { POSTGRES_LIMITS } from "./limits";
import { isSocketFolder } from "./tls";

const CANCEL_CODE = 80_877_102;
const TLS_CODE = 80_877_103;

/**
 * Asks the target to stop what the link runs: a connection of its own, over TLS if the link was.
 * Resolves when the target has closed it, which it does after it passed the wish on; also when that
 * fails or is too slow, since the caller looks at the link, not at this, to see what became of it.
 */
export function requestCancel(link: PostgresLink): Promise<void> {
  return new Promise((resolve) => {
    const { settings } = link;
    const raw = isSocketFolder(settings.host)
      ? connectTcp(path.join(settings.host, `.s.PGSQL.${settings.port}`))
      : connectTcp(settings.port, settings.host);
    const sockets: Socket[] = [raw];
    const finish = () => {
      clearTimeout(timer);
      for (const socket of sockets) socket.destroy();
      resolve();
    };
    const timer = setTimeout(finish, POSTGRES_LIMITS.cancelMsMax);
    raw.once("error", finish).once("close", finish);
    if (link.tls === false) {
      raw.once("connect", () => raw.write(cancelMessage(link)));
      return;
    }
    const tls = link.tls;
    raw.once("connect", () => raw.write(integers(8, TLS_CODE)));
    raw.once("data", (answer: Buffer) => {
      if (answer.byteLength !== 1 || answer[0] !== 0x53) return finish(); // 'S': go on with TLS.
      const secure = connectTls({ ...tls, socket: raw, host: settings.host });
      sockets.push(secure);
      secure.once("error", finish).once("close", finish);
      secure.once("secureConnect", () => secure.write(cancelMessage(link)));
    });
  });
}

function cancelMessage(link: PostgresLink): Buffer {
  return integers(16, CANCEL_CODE, link.processId, link.secretKey);
}

function integers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeInt32BE(value | 0, 4 * index);
  return bytes;
}
