import type { KeyEnd } from "@/domain/people/api-key";
import type { KeyScope } from "@/domain/people/key-scope";

/** Each scope in a word for lists, and in a sentence for who chooses. */
export const SCOPE_WORDS: Readonly<
  Record<KeyScope, { readonly short: string; readonly name: string; readonly help: string }>
> = {
  "sessions:run": {
    short: "run",
    name: "Run statements",
    help: "On its connections, and read what the key itself ran.",
  },
  "sessions:read": {
    short: "read",
    name: "Read sessions",
    help: "All of yours when the key acts as you, else its own.",
  },
  "requests:vote": {
    short: "vote",
    name: "Vote on requests",
    help: "As you. Only for a key that acts as you.",
  },
};

export const END_WORDS: Readonly<Record<KeyEnd, string>> = {
  revoked: "Revoked",
  expired: "Expired",
  "maker-inactive": "Maker inactive",
  "maker-may-not": "Maker’s role",
};

export const LIFETIMES = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "180", label: "180 days" },
  { value: "365", label: "1 year" },
] as const;
