import { type PublicRefusal, publicRefusal, type RefusalCode } from "@/domain/refusal";

/** Why, for the refusals that a sign-in can end with. Unknown person and wrong password are one. */
const BECAUSE: Partial<Record<RefusalCode, string>> = {
  "LIMIT.TRIES": "There were too many tries; wait a few minutes.",
  "SIGNIN.CODE_NEEDED": "The code of your authenticator is needed.",
  "SIGNIN.CODE_WRONG": "The code is wrong, or it was used already.",
  "SIGNIN.EMAIL_TAKEN": "This e-mail address belongs to another way of signing in.",
  "SIGNIN.ENDED": "You were signed out.",
  "SIGNIN.FAILED": "Nobody could be signed in with these.",
  "SIGNIN.INACTIVE": "Your account is inactive.",
  "SIGNIN.NO_EMAIL": "The identity provider sent no e-mail address.",
  "SIGNIN.PROVIDER": "The identity provider did not complete the sign-in.",
  "SIGNIN.REQUIRED": "You are not signed in.",
};

export function signInRefusal(code: RefusalCode): PublicRefusal {
  return publicRefusal(code, BECAUSE[code] ?? "The sign-in was refused.");
}
