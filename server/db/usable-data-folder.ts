import { statSync } from "node:fs";
import path from "node:path";
import type { Env } from "../env";

/** Who the embedded PostgreSQL runs as when the gateway is root: PostgreSQL refuses to be root. */
export const UNPRIVILEGED_ID = 65_534;
export const FALLBACK_FOLDER = "/var/lib/gatehouse";

const PASSABLE_BY_OTHERS = 0o001;

/** `notice` is a sentence for the person who started the gateway, or null when nothing changed. */
export interface DataFolder {
  readonly env: Env;
  readonly notice: string | null;
}

/**
 * The data folder that the embedded PostgreSQL can live in. Run by root it is another user, who
 * cannot pass a home of mode 700; then the data goes where services keep theirs.
 */
export function usableDataFolder(env: Env): DataFolder {
  const wall = isRoot() ? firstWall(path.dirname(env.GATEHOUSE_DATA)) : null;
  if (wall === null || !mayNeedPostgres(env)) return { env, notice: null };
  return {
    env: { ...env, GATEHOUSE_DATA: FALLBACK_FOLDER },
    notice:
      `${env.GATEHOUSE_DATA} lies below ${wall}, which only its owner may pass. The store runs as ` +
      `an unprivileged user, so the data is kept in ${FALLBACK_FOLDER}.`,
  };
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function mayNeedPostgres(env: Env): boolean {
  return env.DATABASE_URL === undefined || env.GATEHOUSE_DEMO;
}

/** The topmost folder on the way to `folder` that other users may not pass. */
export function firstWall(folder: string): string | null {
  const parts = path.resolve(folder).split(path.sep).filter(Boolean);
  const steps = parts.map((_, index) => path.sep + parts.slice(0, index + 1).join(path.sep));
  return steps.find((step) => !isPassable(step)) ?? null;
}

function isPassable(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  // A folder that is not there yet will be made by us, passable.
  return found === undefined || (found.mode & PASSABLE_BY_OTHERS) !== 0;
}
