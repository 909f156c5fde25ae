import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import { findEvent, type StoredEvent } from "./store";

export async function getEvent(deps: Deps, id: string): Promise<StoredEvent> {
  const event = await findEvent(deps.db.read, id);
  if (event === null) throw new Refusal("ACCESS.NOT_FOUND", "There is no such event.");
  return event;
}
