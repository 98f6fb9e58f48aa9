import { codeSpan, shorten } from "./escape.ts";

/** Where things are on the web, so that every link names the exact commit. */
export interface LinkBase {
  /** The web address of GitHub without a final slash. */
  readonly webUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly headSha: string;
  /** The address of this App's rule pages without a final slash; `undefined` when nobody could follow it. */
  readonly rulesUrl: string | undefined;
}

/** Longer addresses are of no use to anybody and would fill the comment. */
const MAX_URL = 500;
const MAX_LABEL = 200;

/** `path:line` as a link to the reviewed commit; a path with a colon names a file of another repository, and is only a label. */
export function linkToLine(base: LinkBase, path: string, line: number): string {
  const label = codeSpan(shorten(`${path}:${line}`, MAX_LABEL));
  const url = lineUrl(base, path, line);
  return url.length > MAX_URL || path.includes(":") ? label : `[${label}](${url})`;
}

function lineUrl(base: LinkBase, path: string, line: number): string {
  const encoded = path.split("/").map(encodeSegment).join("/");
  return `${base.webUrl}/${encodeSegment(base.owner)}/${encodeSegment(base.repo)}/blob/${base.headSha}/${encoded}#L${line}`;
}

/** Also encodes what Markdown would read as the end of a link's address. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, "\ufffd")).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
