import { codeSpan, shorten } from "./escape.js";
/** Longer addresses are of no use to anybody and would fill the comment. */
const MAX_URL = 500;
const MAX_LABEL = 200;
/** `path:line` as a link to the reviewed commit. */
export function linkToLine(base, path, line) {
    const label = codeSpan(shorten(`${path}:${line}`, MAX_LABEL));
    const url = lineUrl(base, path, line);
    return url.length > MAX_URL ? label : `[${label}](${url})`;
}
function lineUrl(base, path, line) {
    const encoded = path.split("/").map(encodeSegment).join("/");
    return `${base.webUrl}/${encodeSegment(base.owner)}/${encodeSegment(base.repo)}/blob/${base.headSha}/${encoded}#L${line}`;
}
/** Also encodes what Markdown would read as the end of a link's address. */
function encodeSegment(segment) {
    return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, "\ufffd")).replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
