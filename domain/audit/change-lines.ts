/** One field of what an event changed. Values are JSON; null means that it was not there. */
export interface ChangeLine {
  /** `settings.host`, `groups`: lists are one value. */
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly changed: boolean;
}

const CHANGE_LIMITS = { linesMax: 500, depthMax: 6 } as const;

/** Before and after side by side, field by field, the changed ones first. */
export function changeLines(before: unknown, after: unknown): readonly ChangeLine[] {
  const was = fieldsOf(before);
  const is = fieldsOf(after);
  const names = [...new Set([...was.keys(), ...is.keys()])].slice(0, CHANGE_LIMITS.linesMax);
  const lines = names.map((field) => {
    const old = was.get(field) ?? null;
    const now = is.get(field) ?? null;
    return { field, before: old, after: now, changed: old !== now };
  });
  return [...lines.filter((line) => line.changed), ...lines.filter((line) => !line.changed)];
}

function fieldsOf(value: unknown): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const visit = (inner: unknown, path: readonly string[]) => {
    if (isRecord(inner) && path.length < CHANGE_LIMITS.depthMax && Object.keys(inner).length > 0) {
      for (const [name, deeper] of Object.entries(inner)) visit(deeper, [...path, name]);
    } else if (inner !== null || path.length > 0) {
      fields.set(path.join("."), textOf(inner));
    }
  };
  visit(value, []);
  return fields;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Texts as they are, everything else as JSON. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
