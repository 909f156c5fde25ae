import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface TestCertificate {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** An authority made for this call and a certificate of it for one host name. */
export function makeCertificate(hostname: string): TestCertificate {
  const folder = mkdtempSync("/tmp/gatehouse-cert-");
  const file = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "pipe" });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  try {
    openssl(
      ...["req", "-x509", ...newKey, "-keyout", file("ca.key"), "-out", file("ca.crt")],
      ...["-days", "2", "-subj", "/CN=gatehouse test authority"],
    );
    openssl(
      ...["req", ...newKey, "-keyout", file("server.key"), "-out", file("server.csr")],
      ...["-subj", `/CN=${hostname}`],
    );
    writeFileSync(file("ext"), `subjectAltName=DNS:${hostname}\n`);
    openssl(
      ...["x509", "-req", "-in", file("server.csr"), "-CA", file("ca.crt"), "-CAkey"],
      ...[file("ca.key"), "-CAcreateserial", "-days", "2", "-extfile", file("ext")],
      ...["-out", file("server.crt")],
    );
    return {
      authority: readFileSync(file("ca.crt"), "utf8"),
      certificate: readFileSync(file("server.crt"), "utf8"),
      key: readFileSync(file("server.key"), "utf8"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
