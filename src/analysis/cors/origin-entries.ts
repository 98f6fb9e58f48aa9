/** Why an entry of a list of origins never equals the origin that a browser sends. */
export interface Unmatchable {
  readonly why: "glob" | "slash" | "path" | "scheme" | "case" | "port";
  /** The entry as it would match, where that is plain. */
  readonly instead: string | undefined;
}

/**
 * Whether an entry can never match. Browsers send scheme, host and port, the host in lower case, without a path:
 * https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
 * Starlette compares entries with that text as a whole.
 */
export function unmatchable(entry: string): Unmatchable | undefined {
  if (entry === "" || entry === "*" || entry === "null" || /\s/.test(entry)) return undefined;
  if (entry.includes("*")) return { why: "glob", instead: undefined };
  const [, scheme, rest = ""] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(entry) ?? [];
  if (scheme === undefined) {
    // `localhost:3000`, `app.example.com`: hosts as people write them.
    return /^[\w.-]+(?::\d+)?\/?$/.test(entry) && (entry.includes(".") || entry.startsWith("localhost"))
      ? { why: "scheme", instead: undefined }
      : undefined;
  }
  const isWeb = /^https?$/i.test(scheme);
  if (!isWeb) return undefined;
  const host = rest.replace(/\/.*$/, "");
  if (host === "" || host.includes("@")) return undefined;
  const plain = `${scheme.toLowerCase()}://${host.toLowerCase()}`;
  if (rest.endsWith("/") && rest.length === host.length + 1)
    return { why: "slash", instead: plain === entry.slice(0, -1) ? plain : undefined };
  if (rest.includes("/")) return { why: "path", instead: plain };
  // Browsers leave out the port that the scheme stands for.
  const port = /^https$/i.test(scheme) ? ":443" : ":80";
  if (plain.endsWith(port)) return { why: "port", instead: plain.slice(0, -port.length) };
  return plain === entry ? undefined : { why: "case", instead: plain };
}
