/** The cookies of one origin, as a browser keeps them; redirects are left to the caller. */
export class CookieJar {
  readonly #cookies: Map<string, string>;

  constructor(cookies: readonly { readonly name: string; readonly value: string }[] = []) {
    this.#cookies = new Map(cookies.map(({ name, value }) => [name, value]));
  }

  header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", this.header());
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const pair = line.split(";", 1)[0] ?? "";
    const at = pair.indexOf("=");
    const name = pair.slice(0, at);
    const value = pair.slice(at + 1);
    if (value === "" || /;\s*max-age=0/i.test(line)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
