import type { StatementParser } from "../facts";
import { parseMysql } from "./parse";

/** It makes no trees: from where a column comes is not read, so its results are masked as a whole. */
export const mysqlParser: StatementParser = { parse: parseMysql, trees: () => null };
