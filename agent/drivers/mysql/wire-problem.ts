/** The bytes do not follow the protocol, or a message is beyond its bound. */
export class WireProblem extends Error {
  override readonly name = "WireProblem";
  readonly because: "too-large" | "malformed";
  constructor(because: WireProblem["because"]) {
    super(because);
    this.because = because;
  }
}
