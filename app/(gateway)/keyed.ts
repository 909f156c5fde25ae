/** One of a list in the form: its key stays while the list changes around it. */
export interface Keyed<T> {
  readonly key: number;
  readonly value: T;
}

/** The list with one more, under a key that none of it has. */
export function added<T>(list: readonly Keyed<T>[], value: T): readonly Keyed<T>[] {
  return [...list, { key: Math.max(-1, ...list.map(({ key }) => key)) + 1, value }];
}

export function replaced<T>(list: readonly Keyed<T>[], key: number, value: T): readonly Keyed<T>[] {
  return list.map((one) => (one.key === key ? { key, value } : one));
}

export function without<T>(list: readonly Keyed<T>[], key: number): readonly Keyed<T>[] {
  return list.filter((one) => one.key !== key);
}
