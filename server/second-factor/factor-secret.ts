import type { UserId } from "@/domain/people/user";
import type { Deps } from "../deps";

export function sealSecret(deps: Deps, userId: UserId, secret: string): Uint8Array {
  return deps.secrets.seal(purpose(userId), secret);
}

export function openSecret(deps: Deps, userId: UserId, box: Uint8Array): string {
  return deps.secrets.open(purpose(userId), box);
}

function purpose(userId: UserId): string {
  return `second factor ${userId}`;
}
