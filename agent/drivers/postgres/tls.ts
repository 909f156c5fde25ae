import type { ConnectionOptions } from "node:tls";
import type { DatabaseSettings } from "@/domain/connections/database-settings";
import { Refusal } from "@/domain/refusal";

/** What TLS does to a connection, or false for none. There is no fallback from one to the other. */
export function tlsOptions(settings: DatabaseSettings): ConnectionOptions | false {
  if (settings.tls === "disable") return false;
  if (isSocketFolder(settings.host)) {
    throw new Refusal("TARGET.TLS", "A Unix socket has no TLS: set TLS to “disable”.");
  }
  if (settings.tls === "require") return { rejectUnauthorized: false, minVersion: "TLSv1.2" };
  const authority = settings.tlsAuthority.trim() === "" ? {} : { ca: settings.tlsAuthority };
  return { rejectUnauthorized: true, minVersion: "TLSv1.2", ...authority };
}

export function isSocketFolder(host: string): boolean {
  return host.startsWith("/");
}
