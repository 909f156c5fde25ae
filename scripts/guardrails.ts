import { readFile } from "node:fs/promises";
import { checkDocument } from "../server/guardrails/check-document";

/**
 * `npm run guardrails -- check FILE [--statements FILE]` runs the examples of an export, one line each,
 * and says of each statement what its rules say together. Ends with 1 when an example fails or the
 * document is not valid, with 2 when it is called another way. Asks no store and no gateway.
 */
const USAGE = "npm run guardrails -- check FILE [--statements FILE]";

const [verb, file, flag, statements, ...more] = process.argv.slice(2);
const isFlagRight = flag === undefined || (flag === "--statements" && statements !== undefined);
if (verb !== "check" || file === undefined || !isFlagRight || more.length > 0) {
  console.error(`Use it so: ${USAGE}`);
  process.exitCode = 2;
} else {
  process.exitCode = await check(file, statements ?? null);
}

async function check(document: string, tried: string | null): Promise<number> {
  try {
    const texts = tried === null ? "" : await readFile(tried, "utf8");
    const { lines, isSound } = await checkDocument(await readFile(document, "utf8"), {
      ...{ statements: texts, now: new Date() },
    });
    for (const line of lines) console.log(line);
    return isSound ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : "It cannot be read.");
    return 1;
  }
}
