import type { Argument, Expr } from "./facts.ts";

/**
 * An expression as one line of text, cut to about `limit` code units. Spacing and quotes are normalised,
 * so equal code renders equally however it was laid out. The text is hostile input: escape it before showing it as Markdown.
 */
export function renderExpr(expr: Expr, limit: number = 100): string {
  const text = render(expr, 0);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

/** The called name with its arguments cut away: `requests.post(…)`, `db.query(…).all()`. */
export function renderCall(expr: Expr, limit: number = 60): string {
  if (expr.k !== "call") return renderExpr(expr, limit);
  const callee = renderCallee(expr.f);
  const text = `${callee}(${expr.a.length === 0 ? "" : "…"})`;
  return text.length > limit ? `…${text.slice(text.length - limit + 1)}` : text;
}

const MAX_RENDER_DEPTH = 8;

function renderCallee(expr: Expr): string {
  if (expr.k === "ref") return expr.n;
  if (expr.k === "attr")
    return `${expr.o.k === "call" ? renderCall(expr.o) : render(expr.o, MAX_RENDER_DEPTH - 2)}.${expr.n}`;
  return expr.k === "call" ? renderCall(expr) : "(…)";
}

function render(expr: Expr, depth: number): string {
  if (depth > MAX_RENDER_DEPTH) return "…";
  const inner = (part: Expr): string => render(part, depth + 1);
  switch (expr.k) {
    case "ref":
      return expr.n;
    case "attr":
      return `${inner(expr.o)}.${expr.n}`;
    case "call":
      return `${inner(expr.f)}(${expr.a.map((argument) => renderArgument(argument, depth)).join(", ")})`;
    case "str":
      return `${expr.f === undefined ? "" : "f"}${JSON.stringify(expr.v.length > 40 ? `${expr.v.slice(0, 39)}…` : expr.v)}`;
    case "const":
      return expr.v;
    case "list":
      return `[${expr.i.map(inner).join(", ")}]`;
    case "set":
      return `{${expr.i.map(inner).join(", ")}}`;
    case "tuple":
      return `(${expr.i.map(inner).join(", ")})`;
    case "dict":
      return `{${expr.i.map(([key, value]) => (key === null ? `**${inner(value)}` : `${inner(key)}: ${inner(value)}`)).join(", ")}}`;
    case "sub":
      return `${inner(expr.o)}[${expr.i.map(inner).join(", ")}]`;
    case "await":
      return `await ${inner(expr.e)}`;
    case "lambda":
      return "lambda: …";
    case "comp":
      return `[${expr.e.map(inner).join(": ")} for …]`;
    case "cond":
      return `${inner(expr.y)} if ${inner(expr.t)} else ${inner(expr.n)}`;
    case "op": {
      const operand = (part: Expr): string => (needsBrackets(part, expr.op) ? `(${inner(part)})` : inner(part));
      return expr.i.length === 1
        ? `${expr.op} ${expr.i.map(operand).join("")}`
        : expr.i
            .map(operand)
            .join(` ${/^(?:is not|not in)$/.test(expr.op) ? expr.op : (expr.op.split(" ")[0] ?? expr.op)} `);
    }
    case "walrus":
      return `${expr.n} := ${inner(expr.e)}`;
    case "yield":
      return expr.e === undefined ? "yield" : `yield ${inner(expr.e)}`;
    case "other":
      return expr.i.map(inner).join(", ");
  }
}

/** `not (a and b)`, `(a or b) and c`: without brackets they say something else. */
function needsBrackets(part: Expr, around: string): boolean {
  return (
    part.k === "op" && /^(?:and|or)$/.test(part.op) && part.op !== around && !(part.op === "and" && around === "or")
  );
}

function renderArgument(argument: Argument, depth: number): string {
  const value = render(argument.e, depth + 1);
  if (argument.s !== undefined) return `${argument.s}${value}`;
  return argument.n === undefined ? value : `${argument.n}=${value}`;
}
