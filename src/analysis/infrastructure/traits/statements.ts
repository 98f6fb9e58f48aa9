import type { Stretch } from "./sighted.ts";

/** A word of a statement, without its quotes. */
export interface Word extends Stretch {
  readonly text: string;
}

/** A directive with its arguments. */
export interface Statement {
  readonly name: Word;
  readonly args: readonly Word[];
  /** The names of the blocks around it, outermost first. */
  readonly within: readonly string[];
  /** Tells the innermost block from others. */
  readonly block: number;
}

/** More statements and deeper blocks than these are no configuration. */
const MAX_STATEMENTS = 20_000;
const MAX_DEPTH = 60;

/** Strings without an end take the rest, so that nothing in them is tried as another beginning. */
const NGINX_TOKEN =
  /#[^\n]*|"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|'(?:[^'\\]|\\[\s\S])*(?:'|\\?$)|[;{}]|(?:\$\{|\\[\s\S]?|[^\s;{}\\#"'])(?:\$\{|\\[\s\S]?|[^\s;{\\])*/g;

/**
 * nginx's statements: words up to `;` or to the block that they open. A comment begins only where a word could, and so does a
 * quoted string (http://nginx.org/en/docs/beginners_guide.html#conf_structure).
 */
export function nginxStatements(text: string): readonly Statement[] {
  const found: Statement[] = [];
  const within: string[] = [];
  const open = [0];
  let blocks = 0;
  let words: Word[] = [];
  const finish = (): void => {
    const [name, ...args] = words;
    if (name !== undefined) found.push({ name, args, within: [...within], block: open.at(-1) ?? 0 });
    words = [];
  };
  for (const { 0: token, index } of text.matchAll(NGINX_TOKEN)) {
    if (token.startsWith("#")) continue;
    if (token === ";") finish();
    else if (token === "{") {
      const name = words[0]?.text ?? "";
      finish();
      within.push(name);
      blocks += 1;
      open.push(blocks);
    } else if (token === "}") {
      words = [];
      within.pop();
      open.pop();
    } else words.push(unquoted(token, index));
    if (found.length > MAX_STATEMENTS || within.length > MAX_DEPTH) break;
  }
  return found;
}

const CADDY_TOKEN = /\\\r?\n|\n|[^\S\n]+|#[^\n]*|"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|`[^`]*(?:`|$)|[^\s"`#]\S*/g;

/**
 * Caddy's statements: words up to the end of the line, or to the `{` that ends it and opens a block
 * (https://caddyserver.com/docs/caddyfile/concepts#structure). Braces within words are placeholders.
 */
export function caddyStatements(text: string): readonly Statement[] {
  const found: Statement[] = [];
  const within: string[] = [];
  let words: Word[] = [];
  const finish = (): void => {
    const opens = words.at(-1)?.text === "{";
    const [name, ...args] = opens ? words.slice(0, -1) : words;
    if (name?.text === "}" && args.length === 0) within.pop();
    else if (name !== undefined) found.push({ name, args, within: [...within], block: 0 });
    if (opens) within.push(name?.text ?? "");
    words = [];
  };
  for (const { 0: token, index } of text.matchAll(CADDY_TOKEN)) {
    if (token === "\n") finish();
    else if (!/^(?:\s|#|\\\r?\n)/.test(token)) words.push(unquoted(token, index));
    if (found.length > MAX_STATEMENTS || within.length > MAX_DEPTH) return found;
  }
  finish();
  return found;
}

const HAPROXY_TOKEN =
  /\\\n|\n|#[^\n]*|(?:"(?:[^"\\\n]|\\.)*(?:"|(?=\\?(?:\n|$)))|'[^'\n]*(?:'|(?=\n|$))|\\.|[^\s"'\\#])+/g;

/** HAProxy's statements: one a line, words quoted in parts (https://docs.haproxy.org/3.0/configuration.html#2.2). */
export function haproxyStatements(text: string): readonly Statement[] {
  const found: Statement[] = [];
  let words: Word[] = [];
  const finish = (): void => {
    const [name, ...args] = words;
    if (name !== undefined) found.push({ name, args, within: [], block: 0 });
    words = [];
  };
  for (const { 0: token, index } of text.matchAll(HAPROXY_TOKEN)) {
    if (token === "\n") finish();
    else if (!token.startsWith("#") && token !== "\\\n")
      words.push({ text: token.replaceAll(/["']/g, ""), p: index, q: index + token.length });
    if (found.length > MAX_STATEMENTS) return found;
  }
  finish();
  return found;
}

function unquoted(token: string, p: number): Word {
  const quote = token.charAt(0);
  if (quote !== '"' && quote !== "'" && quote !== "`") return { text: token, p, q: p + token.length };
  const end = token.length > 1 && token.endsWith(quote) ? -1 : undefined;
  return { text: token.slice(1, end), p: p + 1, q: p + token.length + (end ?? 0) };
}
