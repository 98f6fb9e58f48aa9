import { parse } from "tldts";

/** What a pattern of origins lets in beyond what it was written for. */
export interface Loose {
  /** An origin of somebody else that it matches. */
  readonly admits: string;
  /** `shared`: its hosts belong to a platform that gives everybody one, `https://.*\.vercel\.app`. */
  readonly why: "wildcard" | "dot" | "shared";
}

/** Longer patterns are left alone. */
const MAX_PATTERN = 160;

/** Whether a pattern matches every origin, or every origin of a scheme: `.*`, `https?://.*`. */
export function matchesEverything(pattern: string): boolean {
  const plain = bare(pattern).replaceAll("\\/", "/").replaceAll("\\:", ":");
  return /^(?:(?:https?\??|\(https?(?:\|https?)\)|\(\?:https?(?:\|https?)\)|\\w\+|[.][*+])?(?::\/\/)?)?(?:\.[*+]|\(\.[*+]\)|\[\\s\\S\][*+])(?:\(:\\d\+\)\?|:\\d\+)?$/.test(
    plain,
  );
}

/** One part of a host pattern. */
type Part =
  | { readonly k: "text"; readonly v: string }
  /** `\.` */
  | { readonly k: "dot" }
  /** An unescaped `.`: any character. */
  | { readonly k: "any" }
  /** `.*`, `\w+`, `[a-z]*`, and optional ones of these. */
  | { readonly k: "many" };

/**
 * Whether a pattern for hosts of one domain matches hosts of others: `https://.*example\.com` matches `https://evilexample.com`,
 * and `https://app.example.com` matches `https://appxexample.com`. Patterns with more than plain text and wildcards in the host are left alone.
 * Of alternatives the first one counts that does.
 */
export function looseness(pattern: string): Loose | undefined {
  if (pattern.length > MAX_PATTERN) return undefined;
  for (const alternative of alternativesOf(pattern)) {
    const found = loosenessOf(alternative);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The parts between the `|` that stand outside of all brackets: an origin has to match one of them as a whole. */
function alternativesOf(pattern: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === "\\") at += 1;
    else if (character === "(" || character === "[") depth += 1;
    else if (character === ")" || character === "]") depth -= 1;
    else if (character === "|" && depth === 0) {
      found.push(pattern.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, pattern.slice(from)];
}

function loosenessOf(pattern: string): Loose | undefined {
  if (matchesEverything(pattern)) return undefined;
  const plain = bare(pattern).replaceAll("\\/", "/").replaceAll("\\:", ":").replaceAll("\\-", "-");
  const [, written = "", host = ""] =
    /^(https?\??|\(https?(?:\|https?)?\)|\(\?:https?(?:\|https?)?\)):\/\/(.*)$/.exec(plain) ?? [];
  if (written === "") return undefined;
  const parts = partsOf(withoutPort(host));
  if (parts === undefined) return undefined;
  const scheme = written.includes("s") ? "https" : "http";
  const found = afterWildcard(parts) ?? onSharedHosts(parts) ?? atDot(parts);
  if (found === undefined) return undefined;
  const admits = `${scheme}://${found.host}`;
  // The parts are simple, so the pattern can be run: what is claimed is what it does.
  return matches(pattern, admits) ? { admits, why: found.why } : undefined;
}

/** Whether a pattern that `partsOf` understood matches; one that is none, such as `[z-a]+`, matches nothing. */
function matches(pattern: string, origin: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(origin);
  } catch {
    return false;
  }
}

function bare(pattern: string): string {
  let plain = pattern.trim().replace(/^\^/, "").replace(/\$$/, "");
  while (/^\((?:\?:)?[^()]*\)$/.test(plain)) plain = plain.replace(/^\((?:\?:)?/, "").replace(/\)$/, "");
  return plain;
}

function withoutPort(host: string): string {
  return host.replace(
    /(?:\((?:\?:)?:(?:\\d|\[0-9\])(?:[+*]|\{\d(?:,\d?)?\})\)\??|:(?:\\d|\[0-9\])(?:[+*]|\{\d(?:,\d?)?\})|:\d+)$/,
    "",
  );
}

function partsOf(host: string): readonly Part[] | undefined {
  const found: Part[] = [];
  const token =
    /(\\\.|\[\.\])|((?:\.|\\w|\[(?:\\w|[\w-])+\])[*+]\??|\((?:\?:)?(?:\.|\\w|\[(?:\\w|[\w-])+\])[*+]\)\??)|(\.)|([a-z0-9-]+)|([\s\S])/giy;
  for (const match of host.matchAll(token)) {
    const [, dot, many, any, text] = match;
    if (dot !== undefined) found.push({ k: "dot" });
    else if (many !== undefined) found.push({ k: "many" });
    else if (any !== undefined) found.push({ k: "any" });
    else if (text !== undefined) found.push({ k: "text", v: text });
    else return undefined;
  }
  return found.filter(({ k }) => k === "many").length > 2 ? undefined : found;
}

/** A wildcard that runs into the registered domain itself: `.*example\.com`, `.*.example\.com`. */
function afterWildcard(parts: readonly Part[]): { readonly host: string; readonly why: "wildcard" } | undefined {
  const at = parts.findLastIndex(({ k }) => k === "many");
  const after = parts.slice(at + 1);
  const [first] = after;
  if (at === -1 || first === undefined || first.k === "dot") return undefined;
  const rest = first.k === "any" ? after.slice(1) : after;
  const host = textOf(rest);
  if (host === undefined || !isRegistered(host)) return undefined;
  return { host: first.k === "any" ? `evil-${host}` : `evil${host}`, why: "wildcard" };
}

/**
 * Every host below a suffix that a platform hands out to whoever asks: the private part of the Public Suffix List
 * (https://publicsuffix.org/list/). Text in front of the wildcard may be a name that only its owner gets.
 */
function onSharedHosts(parts: readonly Part[]): { readonly host: string; readonly why: "shared" } | undefined {
  const [first, second, ...rest] = parts;
  const suffix = first?.k === "many" && second?.k === "dot" ? textOf(rest) : undefined;
  if (suffix === undefined) return undefined;
  const { publicSuffix, isPrivate } = parse(suffix, { allowPrivateDomains: true });
  return isPrivate === true && publicSuffix === suffix ? { host: `somebody-else.${suffix}`, why: "shared" } : undefined;
}

/** An unescaped dot in front of the registered domain: `app.example.com`. */
function atDot(parts: readonly Part[]): { readonly host: string; readonly why: "dot" } | undefined {
  for (const [at, part] of parts.entries()) {
    const before = textOf(parts.slice(0, at));
    const host = textOf(parts.slice(at + 1));
    if (part.k === "any" && before !== undefined && before !== "" && host !== undefined && isRegistered(host))
      return { host: `${before}x${host}`, why: "dot" };
  }
  return undefined;
}

/** The host that parts without wildcards match, dots read as dots. */
function textOf(parts: readonly Part[]): string | undefined {
  return parts.some(({ k }) => k === "many")
    ? undefined
    : parts.map((part) => (part.k === "text" ? part.v : ".")).join("");
}

/** `example.com`, `example.co.uk`: what somebody can register, by the public part of the Public Suffix List. `.example` stands for such a name (RFC 2606). */
function isRegistered(host: string): boolean {
  const { domain, isIcann, publicSuffix } = parse(host);
  return domain === host && (isIcann === true || publicSuffix === "example");
}
