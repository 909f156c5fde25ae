import type { NextRequest } from "next/server";
import { answerSignIn, type SignInRoute } from "../auth/answer-sign-in";
import { currentDeps } from "../deps";

/** The pages' way to the sign-in library. */
export function signInDoor(request: NextRequest, route: SignInRoute): Promise<Response> {
  return answerSignIn(currentDeps(), request, route);
}
