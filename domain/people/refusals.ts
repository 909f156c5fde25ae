/** Every "no" about people, links and signing in; `domain/refusal-table.ts` holds them all. */
export const PEOPLE_REFUSALS = {
  "LINK.PROTOCOL": {
    status: "unavailable",
    next: "Restart the agent; when it happens again, tell an admin. What was recorded until then is kept.",
  },
  "LINK.INVALID": {
    status: "not-found",
    next: "The link was used or is too old. Ask for a new one; the first one is printed by the gateway's start.",
  },
  "PEOPLE.EXISTS": { status: "conflict", next: "Use another e-mail address." },
  "PEOPLE.LAST_ADMIN": { status: "conflict", next: "Make somebody else an admin first." },
  "PEOPLE.NOT_LOCAL": {
    status: "conflict",
    next: "Reset the password at the identity provider; Gatehouse keeps none for this person.",
  },
  "PEOPLE.OWN_ADMIN": {
    status: "conflict",
    next: "Let another admin do it, or keep a group that makes you one.",
  },
  "PEOPLE.PASSWORD_WEAK": { status: "invalid", next: "Use at least 12 characters." },
  "PEOPLE.WRONG_PASSWORD": { status: "forbidden", next: "Type your present password again." },
  "FACTOR.ON": {
    status: "conflict",
    next: "Nothing to do; switch it off first to set it up anew.",
  },
  "FACTOR.OFF": {
    status: "conflict",
    next: "Nothing to do; it can be set up on My account.",
  },
  "FACTOR.LOCAL_ONLY": {
    status: "conflict",
    next: "Set it up at the identity provider; here it is for local accounts.",
  },
  "SIGNIN.ENDED": { status: "unauthenticated", next: "Sign in again." },
  "SIGNIN.FAILED": {
    status: "unauthenticated",
    next: "Check e-mail address and password. An admin can send you a one-time link.",
  },
  "SIGNIN.CODE_NEEDED": {
    status: "unauthenticated",
    next: "Type the six digits that your authenticator shows now, or a recovery code.",
  },
  "SIGNIN.CODE_WRONG": {
    status: "unauthenticated",
    next: "Wait for the next code and type that: each works once. A recovery code works too.",
  },
  "SIGNIN.EMAIL_TAKEN": {
    status: "conflict",
    next: "Sign in the way you did before, or ask an admin to free the e-mail address.",
  },
  "SIGNIN.INACTIVE": { status: "forbidden", next: "Ask an admin to activate your account." },
  "SIGNIN.NO_EMAIL": {
    status: "invalid",
    next: "Ask an admin to let the identity provider send an e-mail address.",
  },
  "SIGNIN.NO_PROVIDER": {
    status: "conflict",
    next: "Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET and start the gateway again.",
  },
  "SIGNIN.PROVIDER": {
    status: "unavailable",
    next: "Try again. If it happens again, an admin must check the identity provider's settings.",
  },
  "SIGNIN.REQUIRED": { status: "unauthenticated", next: "Sign in." },
  "FACTOR.CODE_WRONG": {
    status: "forbidden",
    next: "Type the code that your authenticator shows now; each works once.",
  },
} as const;
