import { readFileSync } from "node:fs";
import { z } from "zod";
import { LOG_LEVELS } from "./log";

/** What the agent is told by its environment. The key never comes by argument: others can read those. */
const settings = z.object({
  GATEHOUSE_KEY: z.string().min(1).max(200).optional(),
  /** A file that holds the key and nothing else; its mode is best 600. */
  GATEHOUSE_KEY_FILE: z.string().min(1).max(4096).optional(),
  GATEHOUSE_GATEWAY: z.url({ protocol: /^https?$/ }),
  GATEHOUSE_LOG_LEVEL: z.enum(LOG_LEVELS).default("info"),
  /** Set by the gateway that starts the agent as its child: the agent ends with it. */
  GATEHOUSE_EMBEDDED: z.literal("1").optional(),
});

export interface AgentSettings {
  readonly key: string;
  readonly gateway: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly embedded: boolean;
}

/** Lines for a person: which setting, what is wrong with it. Never its value. */
export class SettingsProblem extends Error {
  override readonly name = "SettingsProblem";
}

export function readSettings(source: Readonly<Record<string, string | undefined>>): AgentSettings {
  const given = Object.entries(source).filter(([, value]) => value !== undefined && value !== "");
  const result = settings.safeParse(Object.fromEntries(given));
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new SettingsProblem(lines.join("\n"));
  }
  const env = result.data;
  return {
    key: env.GATEHOUSE_KEY ?? readKey(env.GATEHOUSE_KEY_FILE),
    gateway: env.GATEHOUSE_GATEWAY,
    logLevel: env.GATEHOUSE_LOG_LEVEL,
    embedded: env.GATEHOUSE_EMBEDDED === "1",
  };
}

function readKey(file: string | undefined): string {
  if (file === undefined) {
    throw new SettingsProblem("GATEHOUSE_KEY or GATEHOUSE_KEY_FILE: one of the two must be set");
  }
  try {
    const key = readFileSync(file, "utf8").trim();
    if (key !== "" && key.length <= 200) return key;
  } catch {
    throw new SettingsProblem("GATEHOUSE_KEY_FILE: the file cannot be read");
  }
  throw new SettingsProblem("GATEHOUSE_KEY_FILE: the file does not hold a key");
}
