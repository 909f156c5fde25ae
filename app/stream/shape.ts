/** Whether a value read from JSON is what a type says. The gateway has checked it already, by schema. */
export type Is<T> = (value: unknown) => value is T;

export const isText: Is<string> = (value) => typeof value === "string";
export const isInteger: Is<number> = (value): value is number => Number.isSafeInteger(value);

export function orNull<T>(is: Is<T>): Is<T | null> {
  return (value) => value === null || is(value);
}

export function listOf<T>(is: Is<T>): Is<T[]> {
  return (value): value is T[] => Array.isArray(value) && value.every(is);
}

/** The words are written as keys, so that none of the type's can be forgotten. */
export function oneOf<T extends string>(words: Readonly<Record<T, true>>): Is<T> {
  return (value): value is T => typeof value === "string" && Object.hasOwn(words, value);
}

/** An object with at least these fields. */
export function shape<T extends object>(
  fields: { readonly [Key in keyof T]-?: Is<T[Key]> },
): Is<T> {
  const checks = Object.entries<Is<unknown>>(fields);
  return (value): value is T =>
    typeof value === "object" &&
    value !== null &&
    checks.every(([name, is]) => is(Reflect.get(value, name)));
}
