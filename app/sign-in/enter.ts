import { signInErrorOf } from "@/domain/people/sign-in-error";
import { type PublicRefusal, publicRefusal } from "@/domain/refusal";
import { signInRefusal } from "./refusal";

interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Empty until the gateway asked for one. */
  readonly code?: string;
}

/** Fetched while somebody types, so that the page is there sooner. */
export const loadSignIn = () => import("next-auth/react");

/** Signs in with a local account. Answers the refusal, or `null` when the cookie is set. */
export async function enter(credentials: Credentials): Promise<PublicRefusal | null> {
  try {
    const { signIn } = await loadSignIn();
    const answer = await signIn("credentials", { ...credentials, redirect: false });
    if (answer === undefined) return noAnswer();
    const code = signInErrorOf(answer.error);
    if (code !== null) return signInRefusal(code);
    return answer.ok ? null : signInRefusal("SIGNIN.FAILED");
  } catch {
    // The library throws, or cannot be fetched, when the gateway is away or answers with something else.
    return noAnswer();
  }
}

/** Leaves for the identity provider. Answers the refusal, or `null` when the page is on its way. */
export async function enterByProvider(returnTo: string): Promise<PublicRefusal | null> {
  try {
    const { signIn } = await loadSignIn();
    await signIn("oidc", { callbackUrl: returnTo });
    return null;
  } catch {
    return noAnswer();
  }
}

function noAnswer(): PublicRefusal {
  return publicRefusal("GATEWAY.STOPPING", "The gateway did not answer.");
}
