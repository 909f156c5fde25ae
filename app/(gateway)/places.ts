/** Addresses that more than one page leads to. */
export function connectionHref(name: string): string {
  return `/connections/${encodeURIComponent(name)}`;
}

export function editorHref(connection: string): string {
  return `/editor?connection=${encodeURIComponent(connection)}`;
}

export function sessionsHref(connection: string): string {
  return `/sessions?connection=${encodeURIComponent(connection)}`;
}

export function userHref(id: string): string {
  return `/users/${encodeURIComponent(id)}`;
}

export function groupHref(id: string): string {
  return `/groups/${encodeURIComponent(id)}`;
}
