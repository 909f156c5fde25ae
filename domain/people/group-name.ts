export const GROUP_NAME_CHARACTERS_MAX = 100;

/** Why a group cannot be called that, as a sentence; null when it can. */
export function objectionToGroupName(name: string): string | null {
  if (name.trim() === "") return "A group needs a name.";
  if (name.trim() !== name) return "The name begins or ends with a space.";
  if (name.length > GROUP_NAME_CHARACTERS_MAX) {
    return `The name is longer than ${GROUP_NAME_CHARACTERS_MAX} characters.`;
  }
  return hasControl(name) ? "The name has characters that cannot be seen." : null;
}

function hasControl(name: string): boolean {
  return /\p{C}/u.test(name);
}
