import type { Tx } from "../db/db";
import type { StoredSignInSettings } from "./sign-in-value";
import { SIGN_IN_KEY } from "./sign-in-value";

export async function findSignInValue(tx: Tx): Promise<unknown> {
  const row = await tx.setting.findUnique({ where: { key: SIGN_IN_KEY }, select: { value: true } });
  return row?.value ?? null;
}

export async function saveSignInValue(tx: Tx, settings: StoredSignInSettings): Promise<void> {
  const value = { ...settings, roleMappings: settings.roleMappings.map((line) => ({ ...line })) };
  await tx.setting.upsert({
    where: { key: SIGN_IN_KEY },
    create: { key: SIGN_IN_KEY, value },
    update: { value },
    select: { key: true },
  });
}
