/**
 * Module facts: all that the analysis knows of a Python file. Plain data, free of syntax trees, paths and commits,
 * so that facts are cached by the git blob they came from and cross process borders as JSON.
 *
 * Keys are short because a repository has hundreds of thousands of these objects.
 * `p` and `q` are offsets in UTF-16 code units (start, exclusive end) into the file's text; {@link positionAt} turns them into lines.
 */

/** Part of every cache key: raise it with each change of shape or meaning. */
export const FACTS_VERSION = 5;

/** Arguments in source order; `n` is the keyword, `s` marks `*x` and `**x`. */
export interface Argument {
  readonly n?: string;
  readonly s?: "*" | "**";
  readonly e: Expr;
}

/** `a` or `a.b.c`: a dotted chain of plain names. */
export interface RefExpr {
  readonly k: "ref";
  readonly n: string;
  readonly p: number;
  readonly q: number;
}

/** `<expression>.name` where the expression is not a plain chain. */
export interface AttrExpr {
  readonly k: "attr";
  readonly o: Expr;
  readonly n: string;
  readonly p: number;
  readonly q: number;
}

export interface CallExpr {
  readonly k: "call";
  readonly f: Expr;
  readonly a: readonly Argument[];
  readonly p: number;
  readonly q: number;
}

/**
 * A string literal; `v` is capped. `f` holds the interpolated expressions of an f-string, with those of format specifiers last;
 * in `v` each stands as `{}`, while braces of the text stay doubled.
 */
export interface StrExpr {
  readonly k: "str";
  readonly v: string;
  readonly f?: readonly Expr[];
  readonly p: number;
  readonly q: number;
}

/** A number, `True`, `False`, `None` or `...`, as written. */
export interface ConstExpr {
  readonly k: "const";
  readonly v: string;
}

export interface SequenceExpr {
  readonly k: "list" | "tuple" | "set";
  readonly i: readonly Expr[];
}

/** `[key, value]`; the key is null for `**mapping`. */
export interface DictExpr {
  readonly k: "dict";
  readonly i: readonly (readonly [Expr | null, Expr])[];
}

export interface SubscriptExpr {
  readonly k: "sub";
  readonly o: Expr;
  readonly i: readonly Expr[];
  readonly p: number;
  readonly q: number;
}

export interface AwaitExpr {
  readonly k: "await";
  readonly e: Expr;
  readonly p: number;
  readonly q: number;
}

/** A lambda: a function of its own, by index into {@link ModuleFacts.functions}. */
export interface LambdaExpr {
  readonly k: "lambda";
  readonly fn: number;
}

/** A comprehension (`c`) or generator expression (`g`). Element parts, then `for` targets, iterables and conditions. */
export interface ComprehensionExpr {
  readonly k: "comp";
  readonly g: "c" | "g";
  readonly e: readonly Expr[];
  readonly for: readonly { readonly t: Expr; readonly i: Expr; readonly a?: true }[];
  readonly if: readonly Expr[];
}

export interface ConditionalExpr {
  readonly k: "cond";
  readonly t: Expr;
  readonly y: Expr;
  readonly n: Expr;
}

/** Operators: `op` as written (`and`, `not`, `==`, `not in`, `|` …), operands in order. */
export interface OperatorExpr {
  readonly k: "op";
  readonly op: string;
  readonly i: readonly Expr[];
}

export interface WalrusExpr {
  readonly k: "walrus";
  readonly n: string;
  readonly e: Expr;
}

export interface YieldExpr {
  readonly k: "yield";
  readonly from?: true;
  readonly e?: Expr;
}

/** Whatever has no shape of its own; `i` are the parts that are evaluated. */
export interface OtherExpr {
  readonly k: "other";
  readonly i: readonly Expr[];
}

export type Expr =
  | RefExpr
  | AttrExpr
  | CallExpr
  | StrExpr
  | ConstExpr
  | SequenceExpr
  | DictExpr
  | SubscriptExpr
  | AwaitExpr
  | LambdaExpr
  | ComprehensionExpr
  | ConditionalExpr
  | OperatorExpr
  | WalrusExpr
  | YieldExpr
  | OtherExpr;

/** `import a.b as c` is `{ m: "a.b", as: "c" }`; `from ..x import y as z` is `{ m: "..x", n: "y", as: "z" }`; a star has `n: "*"`. */
export interface ImportedName {
  readonly m: string;
  readonly n?: string;
  readonly as?: string;
}

export interface ExceptClause {
  readonly type?: Expr;
  readonly name?: string;
  readonly body: readonly Stmt[];
}

interface Located {
  readonly p: number;
  readonly q: number;
}

export type Stmt =
  | (Located & { readonly k: "expr"; readonly e: Expr })
  | (Located & {
      readonly k: "assign";
      readonly t: readonly Expr[];
      readonly type?: Expr;
      readonly e?: Expr;
      readonly op?: string;
    })
  | (Located & { readonly k: "return"; readonly e?: Expr })
  | (Located & { readonly k: "raise"; readonly e?: Expr; readonly from?: Expr })
  | (Located & { readonly k: "if"; readonly t: Expr; readonly body: readonly Stmt[]; readonly else: readonly Stmt[] })
  | (Located & {
      readonly k: "for";
      readonly a?: true;
      readonly t: Expr;
      readonly i: Expr;
      readonly body: readonly Stmt[];
      readonly else: readonly Stmt[];
    })
  | (Located & {
      readonly k: "while";
      readonly t: Expr;
      readonly body: readonly Stmt[];
      readonly else: readonly Stmt[];
    })
  | (Located & {
      readonly k: "with";
      readonly a?: true;
      readonly i: readonly { readonly e: Expr; readonly as?: Expr }[];
      readonly body: readonly Stmt[];
    })
  | (Located & {
      readonly k: "try";
      readonly body: readonly Stmt[];
      readonly except: readonly ExceptClause[];
      readonly else: readonly Stmt[];
      readonly finally: readonly Stmt[];
    })
  | (Located & {
      readonly k: "match";
      readonly e: Expr;
      /** The patterns of the cases as they are written, capped. */
      readonly of: readonly string[];
      readonly cases: readonly (readonly Stmt[])[];
    })
  | (Located & { readonly k: "def"; readonly fn: number })
  | (Located & { readonly k: "class"; readonly cls: number })
  | (Located & { readonly k: "import"; readonly i: readonly ImportedName[] })
  | (Located & { readonly k: "global"; readonly n: readonly string[] })
  | (Located & { readonly k: "del"; readonly i: readonly Expr[] });

export interface Parameter {
  readonly name: string;
  /** `*` and `**` for the two collectors, `k` for keyword-only. */
  readonly kind?: "*" | "**" | "k";
  readonly type?: Expr;
  readonly default?: Expr;
  readonly p: number;
  readonly q: number;
}

export interface FunctionFacts {
  /** `<lambda>` for lambdas. */
  readonly name: string;
  /** The dotted name inside the module: `Service.load`, `create_app.<locals>.index`. */
  readonly qual: string;
  readonly async: boolean;
  /** Its own body yields. */
  readonly generator: boolean;
  readonly params: readonly Parameter[];
  readonly returns?: Expr;
  readonly decorators: readonly Expr[];
  readonly body: readonly Stmt[];
  /** The enclosing function and class, by index, when there is one. */
  readonly inFunction?: number;
  readonly inClass?: number;
  /** The name's own range, and where the `def` line ends. */
  readonly p: number;
  readonly q: number;
}

export interface ClassFacts {
  readonly name: string;
  readonly qual: string;
  readonly bases: readonly Argument[];
  readonly decorators: readonly Expr[];
  readonly body: readonly Stmt[];
  readonly inFunction?: number;
  readonly inClass?: number;
  readonly p: number;
  readonly q: number;
}

/** A comment with its `#`; `own` when nothing stands before it on its line. */
export interface CommentFacts {
  readonly line: number;
  readonly text: string;
  readonly own: boolean;
}

export interface ModuleFacts {
  readonly version: number;
  readonly body: readonly Stmt[];
  readonly functions: readonly FunctionFacts[];
  readonly classes: readonly ClassFacts[];
  readonly comments: readonly CommentFacts[];
  /** Offset of each line's first code unit. */
  readonly lines: readonly number[];
  /** Lines (1-based) at which the grammar gave up on some text: what stands there is not in the facts. */
  readonly errors: readonly number[];
  /** Something was nested deeper than is read. */
  readonly clipped?: true;
  /** The text of the few lines that a suggestion may rewrite, by line (1-based). */
  readonly rewritable?: Readonly<Record<number, string>>;
}

/** 1-based line and column (UTF-16 code units) of an offset. */
export function positionAt(lines: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
}
