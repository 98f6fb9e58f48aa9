import { visible } from "./escape.js";
/** A question for an annotation, which GitHub shows as it is, without Markdown: backticks become quotes. */
export function annotationText(question) {
    return visible(question).replaceAll("`", "'");
}
