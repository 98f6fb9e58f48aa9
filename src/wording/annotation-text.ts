import { visible } from "./escape.ts";

/** A question for an annotation, which GitHub shows as it is, without Markdown: backticks become quotes. */
export function annotationText(question: string): string {
  return visible(question).replaceAll("`", "'");
}
