import type { Inputs, Outputs } from "../server/api/root";
import { type LocalPerson, PASSWORD } from "./people";
import { type ApiAnswer, DoorVisitor } from "./sign-in-server";

type Order = Inputs["apiKeys"]["create"];
let made = 0;

/** A person at a browser who makes API keys, and the programs that use them. */
export class KeyVisitor {
  readonly browser: DoorVisitor;
  readonly #url: string;

  private constructor(url: string) {
    this.#url = url;
    this.browser = new DoorVisitor(url);
  }

  static async signIn(url: string, { email }: LocalPerson): Promise<KeyVisitor> {
    const visitor = new KeyVisitor(url);
    await visitor.browser.signIn(email, PASSWORD);
    return visitor;
  }

  async tryMake(order: Partial<Order> = {}): Promise<ApiAnswer> {
    made += 1;
    const usual = { name: `deploy ${made}`, scopes: ["sessions:run"], groups: ["support"] };
    const input = { ...usual, ...order };
    return await this.browser.ask("apiKeys.create", { method: "POST", input });
  }

  async make(order: Partial<Order> = {}): Promise<Outputs["apiKeys"]["create"]> {
    const { value, refusal } = await this.tryMake(order);
    if (refusal !== undefined) throw new Error(`${refusal.code}: ${refusal.because}`);
    return value as Outputs["apiKeys"]["create"];
  }

  async revoke(id: string): Promise<ApiAnswer> {
    return await this.browser.ask("apiKeys.revoke", { method: "POST", input: { id } });
  }

  async rows(): Promise<Outputs["apiKeys"]["list"]["rows"]> {
    const { value } = await this.browser.ask("apiKeys.list", { input: { limit: 200 } });
    return (value as Outputs["apiKeys"]["list"]).rows;
  }

  /** What a program with this key is answered: the code, or `answered`. */
  async use(key: string, path = "connections.list"): Promise<string> {
    const headers = { authorization: `Bearer ${key}` };
    const { refusal } = await new DoorVisitor(this.#url).ask(path, { headers });
    return refusal?.code ?? "answered";
  }
}
