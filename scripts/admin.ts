import { pino } from "pino";
import { isRefusal } from "../domain/refusal";
import { REFUSALS } from "../domain/refusal-table";
import { reachStore } from "../server/db/reach-store";
import { usableDataFolder } from "../server/db/usable-data-folder";
import { EnvProblem, readEnv } from "../server/env";
import { grantAdmin } from "../server/people/grant-admin";
import { StartProblem } from "../server/start-problem";

/** `npm run admin -- grant-admin EMAIL`: on the server, with the settings of the gateway. */
const HELP = `npm run admin -- grant-admin EMAIL

Makes the person with this e-mail address an admin, also when no admin is left. Run it on the
server, as the user and with the environment of the gateway; the gateway may run or be stopped.`;

const [verb, email, ...more] = process.argv.slice(2);
if (verb !== "grant-admin" || email === undefined || more.length > 0) {
  console.error(HELP);
  process.exit(2);
}

try {
  const { env } = usableDataFolder(readEnv(process.env));
  const store = await reachStore(env, pino({ level: "silent" }));
  try {
    const granted = await grantAdmin({ env, db: store.db }, { email, origin: "npm run admin" });
    console.log(`${granted.name} <${granted.email}> is an admin by the group ${granted.group}.`);
    console.log("A running gateway knows it within a second.");
  } finally {
    await store.close();
  }
} catch (error) {
  console.error(wordsOf(error));
  process.exitCode = 1;
}

/** Words for what the person can mend; anything else keeps its stack. */
function wordsOf(error: unknown): string {
  if (isRefusal(error)) return `${error.message} ${REFUSALS[error.code].next}`;
  if (error instanceof EnvProblem || error instanceof StartProblem) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
