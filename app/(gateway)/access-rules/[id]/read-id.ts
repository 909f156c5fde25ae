export type RuleParams = Promise<{ readonly id: string }>;

const ID_CHARACTERS_MAX = 40;

/** The id in the address; what is too long is the id of no rule. */
export async function readId(params: RuleParams): Promise<string> {
  return (await params).id.slice(0, ID_CHARACTERS_MAX);
}
