import type { CallExpr, Expr } from "../../python/facts.ts";
import { executionsOf, type Execution } from "../executions.ts";
import type { FunctionRef } from "../module.ts";

/** Truth of the parameters that a function's guards ask about, where its caller fixed it. */
export type KnownFlags = ReadonlyMap<string, boolean>;

const EMPTY: KnownFlags = new Map();

/** Tells apart two ways into one function. */
export function flagsKey(known: KnownFlags): string {
  return [...known].map(([name, truth]) => `${name}${truth ? "+" : "-"}`).join();
}

/** Whether a guard on a flag keeps something from running. */
export function isRuledOut(execution: Execution, known: KnownFlags): boolean {
  return execution.guards.some((guard) => known.has(guard.name) && known.get(guard.name) !== guard.truthy);
}

/** The parameters whose truth this call decides, among those that the function's guards ask about. */
export function knownArguments(fn: FunctionRef, call: CallExpr | undefined, outer: KnownFlags): KnownFlags {
  const asked = guardNames(fn);
  if (asked.size === 0 || call === undefined || call.a.some(isPassedOn)) return EMPTY;
  const known = new Map<string, boolean>();
  const offset =
    fn.facts.inClass === undefined ||
    fn.facts.params[0]?.name === undefined ||
    !/^(?:self|cls)$/.test(fn.facts.params[0].name)
      ? 0
      : 1;
  for (const [position, parameter] of fn.facts.params.entries()) {
    if (!asked.has(parameter.name)) continue;
    const positional = call.a[position - offset];
    const given =
      call.a.find((argument) => argument.n === parameter.name)?.e ??
      (positional?.n === undefined && positional?.s === undefined ? positional?.e : undefined);
    const truth = truthOf(given ?? parameter.default, given === undefined ? EMPTY : outer);
    if (truth !== undefined) known.set(parameter.name, truth);
  }
  return known;
}

/** `*args` may fill any parameter, and `**kwargs` passes on what a caller said. A mapping of data, `**row`, leaves flags at their defaults. */
function isPassedOn({ s, e }: CallExpr["a"][number]): boolean {
  return (
    s === "*" ||
    (s === "**" &&
      (e.k !== "ref" || /(?:^|_)(?:kwargs|kw|args|arguments|params|options|opts|config|cfg|settings|extra)$/.test(e.n)))
  );
}

const guardsByFunction = new WeakMap<object, ReadonlySet<string>>();

function guardNames(fn: FunctionRef): ReadonlySet<string> {
  const known = guardsByFunction.get(fn.facts);
  if (known !== undefined) return known;
  const parameters = new Set(fn.facts.params.map((parameter) => parameter.name));
  const names = new Set(
    executionsOf(fn)
      .flatMap((execution) => execution.guards.map((guard) => guard.name))
      .filter((name) => parameters.has(name)),
  );
  guardsByFunction.set(fn.facts, names);
  return names;
}

function truthOf(expr: Expr | undefined, outer: KnownFlags): boolean | undefined {
  if (expr === undefined) return undefined;
  if (expr.k === "const") return expr.v !== "False" && expr.v !== "None" && expr.v !== "0";
  if (expr.k === "str" && expr.f === undefined) return expr.v !== "";
  return expr.k === "ref" ? outer.get(expr.n) : undefined;
}
