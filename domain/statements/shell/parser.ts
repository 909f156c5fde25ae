import type { StatementParser } from "../facts";
import { parseShell } from "./parse";

/** A command line has no columns, so it makes no trees. */
export const shellParser: StatementParser = { parse: parseShell, trees: () => null };
