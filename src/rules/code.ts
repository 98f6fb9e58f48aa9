/** Text from the code under review, fit for a code span of a question. */
export function code(text: string): string {
  return text.replaceAll("`", "'").replaceAll("\n", " ");
}
