/** A value of Terraform's, by its name. */
export interface Attribute {
  readonly name: string;
  /** The text of a plain string or number; `undefined` for everything that Terraform works out. */
  readonly value: string | undefined;
  /** The strings of a list that holds nothing else; what is filled in from elsewhere is left as it is written. */
  readonly items: readonly string[];
  readonly p: number;
  readonly q: number;
  /** Where the name stands. */
  readonly nameAt: number;
  /** The names of the blocks around it, outermost first: `resource aws_lb_target_group api`, `health_check`. */
  readonly within: readonly string[];
  /** The innermost of them. */
  readonly block: Block | undefined;
}

/** A block, or an object that is a value. */
export interface Block {
  /** Its type and its labels: `resource`, `aws_lb`, `api`; of an object its name. */
  readonly words: readonly string[];
  readonly p: number;
  readonly q: number;
  readonly within: readonly string[];
  /** The block around it. */
  readonly block: Block | undefined;
}

/** The text of a here-document. */
export interface Heredoc {
  /** The attribute that it is the value of, or a part of the value. */
  readonly name: string;
  readonly p: number;
  readonly q: number;
  readonly within: readonly string[];
}

export interface Hcl {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
  readonly heredocs: readonly Heredoc[];
}

/** Comments and strings without an end take the rest, so that nothing in them is tried as another beginning. */
const TOKEN =
  /#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|<<-?(\w+)[^\n]*(?:\n|$)|"(?:[^"\\\n]|\\.)*(?:"|(?=\\?(?:\n|$)))|[A-Za-z_][\w.-]*|(?<==[ \t]{0,40})\d[\d.]*(?=[ \t]{0,40}(?:[\n\r,}#]|$))|[{}=\n]/g;

/** Blocks deeper than this are no configuration. */
const MAX_DEPTH = 40;
const MAX_ATTRIBUTES = 20_000;

interface Token {
  readonly text: string;
  readonly p: number;
  readonly q: number;
}

/** Reads the structure of Terraform's language: https://developer.hashicorp.com/terraform/language/syntax/configuration */
export function readHcl(text: string): Hcl {
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  const heredocs: Heredoc[] = [];
  const within: string[] = [];
  const open: Block[] = [];
  let words: Token[] = [];
  let name: Token | undefined;
  let lastName = "";
  const reset = (): void => {
    words = [];
    name = undefined;
  };
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null && attributes.length < MAX_ATTRIBUTES; match = TOKEN.exec(text)) {
    const [token, heredoc] = match;
    const at = { text: bare(token), p: match.index, q: match.index + token.length };
    if (heredoc !== undefined) {
      TOKEN.lastIndex = afterHeredoc(text, TOKEN.lastIndex, heredoc);
      heredocs.push({ name: name?.text ?? lastName, p: at.q, q: TOKEN.lastIndex, within: [...within] });
    } else if (token === "{") {
      if (within.length >= MAX_DEPTH) break;
      const own = name === undefined ? words : [name];
      const [first = at] = own;
      const block: Block = {
        words: own.map((word) => word.text),
        p: first.p,
        q: first.q,
        within: [...within],
        block: open.at(-1),
      };
      blocks.push(block);
      open.push(block);
      within.push(
        own
          .map((word) => word.text)
          .join(" ")
          .slice(0, 200),
      );
      reset();
    } else if (token === "}") {
      within.pop();
      open.pop();
      reset();
    } else if (token === "\n") reset();
    else if (token === "=") {
      name = words.at(-1);
      lastName = name?.text ?? lastName;
      words = [];
    } else if (/^[A-Za-z_"\d]/.test(token)) {
      if (name !== undefined && words.length === 0) {
        const literal = /^["\d]/.test(token) && !at.text.includes("${");
        const items = listAt(text, name.q, at.p);
        attributes.push({
          name: name.text,
          value: literal ? at.text : undefined,
          items,
          p: at.p,
          q: at.q,
          nameAt: name.p,
          within: [...within],
          block: open.at(-1),
        });
      }
      words.push(at);
    }
  }
  return { attributes, blocks, heredocs };
}

function bare(token: string): string {
  return token.startsWith('"') ? token.slice(1, token.length > 1 && token.endsWith('"') ? -1 : undefined) : token;
}

function afterHeredoc(text: string, from: number, word: string): number {
  const end = new RegExp(`^[ \\t]*${word}[ \\t]*$`, "gm");
  end.lastIndex = from;
  const match = end.exec(text);
  return match === null ? text.length : match.index + match[0].length;
}

/** Longer lists are data. */
const MAX_LIST = 1500;

/** The strings of the list that stands between a name and its first string, or after it; none where there is no list of strings. */
function listAt(text: string, from: number, first: number): readonly string[] {
  if (!/^\s*=\s*\[\s*$/.test(text.slice(from, Math.min(first, from + 200)))) return [];
  const list = /^(?:"(?:[^"\\\n]|\\.)*"[\s,]*)+(?=\])/.exec(text.slice(first, first + MAX_LIST))?.[0] ?? "";
  return [...list.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, item = ""]) => item.replaceAll(/\\(.)/g, "$1"));
}
