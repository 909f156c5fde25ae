import { signIn } from "next-auth/react";
import { signInErrorOf } from "@/domain/people/sign-in-error";
import { type PublicRefusal, publicRefusal } from "@/domain/refusal";
import { signInRefusal } from "./refusal";

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Signs in with a local account. Answers the refusal, or `null` when the cookie is set. */
export async function enter(credentials: Credentials): Promise<PublicRefusal | null> {
  try {
    const answer = await signIn("credentials", { ...credentials, redirect: false });
    if (answer === undefined)
      return publicRefusal("GATEWAY.STOPPING", "The gateway did not answer.");
    const code = signInErrorOf(answer.error);
    if (code !== null) return signInRefusal(code);
    return answer.ok ? null : signInRefusal("SIGNIN.FAILED");
  } catch {
    // The library throws when the gateway is away or answers with something else than JSON.
    return publicRefusal("GATEWAY.STOPPING", "The gateway did not answer.");
  }
}
