import pino from "pino";
import { startEmbeddedPostgres } from "../server/db/embedded-postgres";

/** A stand-in for a gateway that a test can kill: holds the folder's PostgreSQL until it is ended. */
const [folder = ""] = process.argv.slice(2);
const cluster = await startEmbeddedPostgres({ folder, log: pino({ level: "silent" }) });
process.stdout.write(`${JSON.stringify({ pid: cluster.pid() })}\n`);
setInterval(() => undefined, 60_000);
