import type { Expr, Stmt } from "../../python/facts.ts";
import { objectOf } from "../call-sites.ts";

/** Whether an offset lies inside a block. */
export function holds(block: readonly Stmt[], at: number | undefined): boolean {
  const [first] = block;
  const last = block.at(-1);
  return at !== undefined && first !== undefined && last !== undefined && first.p <= at && at < last.q;
}

/** Whether a block may change what a name holds, or leave the function. A module that is left by raising does not serve at all. */
export function affects(block: readonly Stmt[], name: string, leaving: boolean): boolean {
  return block.some((statement) => {
    switch (statement.k) {
      case "assign":
        return statement.t.some((target) => names(target, name));
      case "expr":
        return statement.e.k === "call" && isOn(statement.e.f, name);
      case "del":
        return statement.i.some((target) => names(target, name));
      case "return":
      case "raise":
        return leaving;
      case "if":
      case "for":
      case "while":
        return affects(statement.body, name, leaving) || affects(statement.else, name, leaving);
      case "with":
        return affects(statement.body, name, leaving);
      case "try":
        return [statement.body, ...statement.except.map(({ body }) => body), statement.else, statement.finally].some(
          (part) => affects(part, name, leaving),
        );
      case "match":
        return statement.cases.some((part) => affects(part, name, leaving));
      default:
        return false;
    }
  });
}

function isOn(callee: Expr, name: string): boolean {
  const object = objectOf(callee);
  return object?.k === "ref" && object.n === name;
}

function names(target: Expr, name: string): boolean {
  if (target.k === "ref") return target.n === name;
  if (target.k === "sub") return target.o.k === "ref" && target.o.n === name;
  return (target.k === "tuple" || target.k === "list") && target.i.some((part) => names(part, name));
}
