import type { StatementParser } from "../facts";
import { parseRedis } from "./parse";

/** A command is no tree, and what it gives back comes from no column. */
export const redisParser: StatementParser = { parse: parseRedis, trees: () => null };
