import path from "node:path";
import { z } from "zod";

/**
 * Every setting of the gateway, read once, checked at start. `docs/operating.md` documents the same
 * names; a test keeps the two equal.
 */
const port = z.coerce.number().int().min(0).max(65_535);
const seconds = z.coerce.number().int().positive();
const flag = z
  .enum(["0", "1", "true", "false"])
  .transform((word) => word === "1" || word === "true");
const url = z.url().transform((text) => text.replace(/\/+$/, ""));

export const SETTINGS = {
  PORT: port.default(3000),
  GATEHOUSE_HOST: z.string().min(1).max(255).default("127.0.0.1"),
  GATEHOUSE_DATA: z.string().min(1).max(4096).default("./data"),
  /** Where people reach the gateway; by default http://localhost:PORT. Cookies are Secure when it is https. */
  GATEHOUSE_URL: url.optional(),
  /** An external PostgreSQL as the store. Without it the embedded one is used. */
  DATABASE_URL: z.string().min(1).max(4096).optional(),
  /** The same database as the role that owns its tables: it migrates, DATABASE_URL's role works. */
  DATABASE_MIGRATION_URL: z.string().min(1).max(4096).optional(),
  /** 32 bytes, base64 or hex. Without it a key file in the data folder is made at first start. */
  GATEHOUSE_MASTER_KEY: z.string().min(1).max(200).optional(),
  GATEHOUSE_DEMO: flag.default(true),
  GATEHOUSE_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  GATEHOUSE_SIGN_IN_SECONDS: seconds.default(8 * 3600),
  GATEHOUSE_SIGN_IN_IDLE_SECONDS: seconds.default(2 * 3600),
  OIDC_ISSUER: url.optional(),
  OIDC_CLIENT_ID: z.string().min(1).max(500).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).max(2000).optional(),
  OIDC_NAME: z.string().min(1).max(60).default("Single sign-on"),
  OIDC_SCOPES: z.string().min(1).max(500).default("openid email profile groups"),
  OIDC_GROUPS_CLAIM: z.string().min(1).max(200).default("groups"),
} as const;

export type Env = Readonly<z.infer<ReturnType<typeof schema>>> & { readonly url: string };

function schema() {
  return z.object(SETTINGS).superRefine((env, context) => {
    if (env.DATABASE_MIGRATION_URL !== undefined && env.DATABASE_URL === undefined) {
      context.addIssue({
        code: "custom",
        path: ["DATABASE_MIGRATION_URL"],
        message: "it says who migrates the database of DATABASE_URL: set that too",
      });
    }
    const given = [env.OIDC_ISSUER, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET].filter(
      Boolean,
    ).length;
    if (given !== 0 && given !== 3) {
      context.addIssue({
        code: "custom",
        path: ["OIDC_ISSUER"],
        message:
          "OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all three or none",
      });
    }
  });
}

/** Lines for a person: which setting, what is wrong with it. */
export class EnvProblem extends Error {
  override readonly name = "EnvProblem";
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}

export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = schema().safeParse(given);
  if (!result.success) {
    throw new EnvProblem(
      result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`),
    );
  }
  const env = result.data;
  return {
    ...env,
    GATEHOUSE_DATA: path.resolve(env.GATEHOUSE_DATA),
    url: env.GATEHOUSE_URL ?? `http://localhost:${env.PORT}`,
  };
}
