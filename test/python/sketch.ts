import type {
  Argument,
  ClassFacts,
  Expr,
  FunctionFacts,
  ModuleFacts,
  Parameter,
  Stmt,
} from "../../src/python/facts.ts";

/** The statements of a file without their places, one per line: short enough to write down what is expected. */
export function sketchModule(facts: ModuleFacts): string {
  return facts.body.map(sketchStmt).join("\n");
}

/** `(call f a k=b)`: the shape first, then its parts. Constants have a `#`, strings their quotes, names nothing. */
export function sketchExpr(expr: Expr): string {
  switch (expr.k) {
    case "ref":
      return expr.n;
    case "const":
      return `#${expr.v}`;
    case "str":
      return expr.f === undefined ? JSON.stringify(expr.v) : form("f", JSON.stringify(expr.v), ...all(expr.f));
    case "attr":
      return form("attr", sketchExpr(expr.o), expr.n);
    case "call":
      return form("call", sketchExpr(expr.f), ...expr.a.map(sketchArgument));
    case "sub":
      return form("sub", sketchExpr(expr.o), ...all(expr.i));
    case "dict":
      return form(
        "dict",
        ...expr.i.map(([key, value]) =>
          key === null ? `**${sketchExpr(value)}` : `${sketchExpr(key)}:${sketchExpr(value)}`,
        ),
      );
    case "op":
      return form(`'${expr.op}'`, ...all(expr.i));
    case "cond":
      return form("cond", sketchExpr(expr.t), sketchExpr(expr.y), sketchExpr(expr.n));
    case "comp":
      return form(
        expr.g === "g" ? "gen" : "comp",
        ...all(expr.e),
        ...expr.for.map(
          (clause) => `${clause.a === true ? "async " : ""}for ${sketchExpr(clause.t)} in ${sketchExpr(clause.i)}`,
        ),
        ...expr.if.map((part) => `if ${sketchExpr(part)}`),
      );
    case "lambda":
      return form("lambda", `f${expr.fn}`);
    case "await":
      return form("await", sketchExpr(expr.e));
    case "walrus":
      return form("walrus", expr.n, sketchExpr(expr.e));
    case "yield":
      return form(expr.from === true ? "yield-from" : "yield", ...(expr.e === undefined ? [] : [sketchExpr(expr.e)]));
    default:
      return form(expr.k, ...all(expr.i));
  }
}

/** `if a { f() } else { … }`; definitions by their index. */
export function sketchStmt(stmt: Stmt): string {
  switch (stmt.k) {
    case "expr":
      return sketchExpr(stmt.e);
    case "assign":
      return words(
        stmt.t.map(sketchExpr).join(", "),
        stmt.type && `: ${sketchExpr(stmt.type)}`,
        stmt.e && `${stmt.op ?? "="} ${sketchExpr(stmt.e)}`,
      );
    case "return":
      return words("return", stmt.e && sketchExpr(stmt.e));
    case "raise":
      return words("raise", stmt.e && sketchExpr(stmt.e), stmt.from && `from ${sketchExpr(stmt.from)}`);
    case "if":
    case "while":
      return words(stmt.k, sketchExpr(stmt.t), sketchBlock(stmt.body), otherwise(stmt.else));
    case "for":
      return words(
        stmt.a === true && "async",
        "for",
        sketchExpr(stmt.t),
        "in",
        sketchExpr(stmt.i),
        sketchBlock(stmt.body),
        otherwise(stmt.else),
      );
    case "with":
      return words(
        stmt.a === true && "async",
        "with",
        stmt.i.map((item) => words(sketchExpr(item.e), item.as && `as ${sketchExpr(item.as)}`)).join(", "),
        sketchBlock(stmt.body),
      );
    case "try":
      return words(
        "try",
        sketchBlock(stmt.body),
        ...stmt.except.map((clause) =>
          words(
            "except",
            clause.type && sketchExpr(clause.type),
            clause.name && `as ${clause.name}`,
            sketchBlock(clause.body),
          ),
        ),
        otherwise(stmt.else),
        stmt.finally.length > 0 && `finally ${sketchBlock(stmt.finally)}`,
      );
    case "match":
      return words("match", sketchExpr(stmt.e), ...stmt.cases.map((body) => `case ${sketchBlock(body)}`));
    case "def":
      return `def f${stmt.fn}`;
    case "class":
      return `class c${stmt.cls}`;
    case "import":
      return stmt.i
        .map((name) =>
          words(
            name.n === undefined ? `import ${name.m}` : `from ${name.m} import ${name.n}`,
            name.as && `as ${name.as}`,
          ),
        )
        .join("; ");
    case "global":
      return `global ${stmt.n.join(", ")}`;
    case "del":
      return `del ${all(stmt.i).join(", ")}`;
  }
}

/** `async f(a: int, *args, k* = #1) -> int [decorator] yields { … }`; `k*` is keyword-only. */
export function sketchFunction(facts: FunctionFacts): string {
  return words(
    facts.async && "async",
    `${facts.qual}(${facts.params.map(sketchParameter).join(", ")})`,
    facts.returns && `-> ${sketchExpr(facts.returns)}`,
    ...facts.decorators.map((decorator) => `[${sketchExpr(decorator)}]`),
    facts.generator && "yields",
    facts.body.length > 0 && sketchBlock(facts.body),
  );
}

export function sketchClass(facts: ClassFacts): string {
  return words(
    `${facts.qual}(${facts.bases.map(sketchArgument).join(", ")})`,
    ...facts.decorators.map((decorator) => `[${sketchExpr(decorator)}]`),
    facts.body.length > 0 && sketchBlock(facts.body),
  );
}

function sketchParameter(parameter: Parameter): string {
  const name = parameter.kind === "k" ? `${parameter.name}*` : `${parameter.kind ?? ""}${parameter.name}`;
  return `${name}${parameter.type ? `: ${sketchExpr(parameter.type)}` : ""}${parameter.default ? ` = ${sketchExpr(parameter.default)}` : ""}`;
}

function sketchArgument({ n, s, e }: Argument): string {
  return `${n === undefined ? "" : `${n}=`}${s ?? ""}${sketchExpr(e)}`;
}

function sketchBlock(body: readonly Stmt[]): string {
  return body.length === 0 ? "{}" : `{ ${body.map(sketchStmt).join("; ")} }`;
}

function otherwise(body: readonly Stmt[]): string | false {
  return body.length > 0 && `else ${sketchBlock(body)}`;
}

function all(exprs: readonly Expr[]): string[] {
  return exprs.map(sketchExpr);
}

function form(...parts: readonly string[]): string {
  return `(${parts.join(" ")})`;
}

function words(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}
