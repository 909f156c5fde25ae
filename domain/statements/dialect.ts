/** The languages whose statements can be read. */
export const DIALECTS = ["postgres", "mysql", "redis", "shell"] as const;
export type Dialect = (typeof DIALECTS)[number];
