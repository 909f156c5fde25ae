/** Lines for the person who started the gateway: standard output, words only, no log. */
export function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}
