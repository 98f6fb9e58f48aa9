/** Names that people write are shorter. */
const MAX_LENGTH = 200;

/** Whether a name matches; one that nobody would write does not. For patterns that go over a text more than once. */
export function matches(pattern: RegExp, name: string): boolean {
  return name.length <= MAX_LENGTH && pattern.test(name);
}
