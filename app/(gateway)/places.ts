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

export function ruleHref(id: string): string {
  return `/access-rules/${encodeURIComponent(id)}`;
}

/** Those that a guardrail of this name met. */
export function sessionsMetHref(guardrail: string): string {
  return `/sessions?guardrail=${encodeURIComponent(guardrail)}`;
}

export function guardrailHref(id: string): string {
  return `/guardrails/${encodeURIComponent(id)}`;
}

export function sessionHref(id: string): string {
  return `/sessions/${encodeURIComponent(id)}`;
}

export function probeHref(id: string): string {
  return `/masking/probe/${encodeURIComponent(id)}`;
}

/** Those of one connection, and the form for the next. */
export function probesHref(connection: string): string {
  return `/masking/probe?connection=${encodeURIComponent(connection)}`;
}

export function maskingHref(id: string): string {
  return `/masking/${encodeURIComponent(id)}`;
}

/** What a connection has beside how it is reached and who may use it. */
export function additionalHref(connection: string): string {
  return `${connectionHref(connection)}/additional`;
}

export function integrationHref(id: string): string {
  return `/integrations/${encodeURIComponent(id)}`;
}

export function accessHref(connection: string): string {
  return `${connectionHref(connection)}/access`;
}

export function whyHref(connection: string, person?: string): string {
  const about = person === undefined ? "" : `&person=${encodeURIComponent(person)}`;
  return `/why?connection=${encodeURIComponent(connection)}${about}`;
}
