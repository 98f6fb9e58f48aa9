import type { Expr, Stmt } from "../../python/facts.ts";
import { walkStatements } from "../../python/visit.ts";
import { lastName } from "../call-sites.ts";
import type { FunctionRef } from "../module.ts";

/** Whether a function sets attributes or items of what it is given, or of the elements of it. */
export function changesWhatItIsGiven(fn: FunctionRef): boolean {
  const given = new Set(
    fn.facts.params.flatMap(({ name, kind }) => (kind === "**" || /^(?:self|cls)$/.test(name) ? [] : [name])),
  );
  let changes = false;
  walkStatements(fn.facts.body, (statement) => {
    if (statement.k === "for") addElements(statement, given);
    if (statement.k !== "assign") return;
    const [target] = statement.t;
    if (target?.k === "ref" && statement.e !== undefined && isSelection(statement.e, given)) given.add(target.n);
    // An annotation alone changes nothing.
    if (statement.e !== undefined && statement.t.some((one) => isPartOf(one, given))) changes = true;
  });
  return changes;
}

/** `for item in items`, `for item in sorted(items)`. */
function addElements({ t, i }: Stmt & { k: "for" }, given: Set<string>): void {
  if (t.k === "ref" && ((i.k === "ref" && given.has(i.n)) || isSelection(i, given))) given.add(t.n);
}

const SELECTS = new Set(["sample", "sorted", "list", "tuple", "filter", "reversed", "islice"]);

/** `[item for item in items if …]`, `random.sample(items, 3)`: the same objects, fewer of them. */
function isSelection(expr: Expr, given: ReadonlySet<string>): boolean {
  const isGiven = (one: Expr | undefined): boolean => one?.k === "ref" && given.has(one.n);
  if (expr.k === "call") return SELECTS.has(lastName(expr.f)) && expr.a.some(({ e }) => isGiven(e));
  if (expr.k !== "comp") return false;
  const [element] = expr.e;
  const [loop] = expr.for;
  return element?.k === "ref" && loop?.t.k === "ref" && loop.t.n === element.n && isGiven(loop.i);
}

/** `item.sent_at`, `item["state"]`. */
function isPartOf(expr: Expr, given: ReadonlySet<string>): boolean {
  if (expr.k === "ref") return expr.n.includes(".") && given.has(expr.n.split(".")[0] ?? "");
  if (expr.k !== "sub" && expr.k !== "attr") return false;
  return (expr.o.k === "ref" && given.has(expr.o.n)) || isPartOf(expr.o, given);
}
