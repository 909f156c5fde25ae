/** Rows of each person, in their order. */
export function byPerson<Row extends { readonly userId: string }>(
  rows: readonly Row[],
): (userId: string) => readonly Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const known = groups.get(row.userId);
    if (known === undefined) groups.set(row.userId, [row]);
    else known.push(row);
  }
  return (userId) => groups.get(userId) ?? [];
}
