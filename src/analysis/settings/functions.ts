import type { Stmt } from "../../python/facts.ts";
import { walkStatements } from "../../python/visit.ts";
import { outerScope } from "../evaluate/decorators.ts";
import type { FunctionRef } from "../module.ts";
import { asObject } from "./objects.ts";
import { eitherOf } from "./either.ts";
import { dependingOn, known, type Resolved, unknown } from "./resolved.ts";
import { type Frame, frameIn, type Resolver } from "./resolver.ts";

/** Decorators that leave what a function returns as it is. */
const TRANSPARENT =
  /(?:^|\.)(?:lru_cache|cache|cached|staticmethod|classmethod|property|cached_property|computed_field|field_validator|validator|model_validator|root_validator|wraps|override|typing\.final)$/;

/** What a function of the project returns, with these arguments; parameters without one get their default. */
export function runFunction(
  resolver: Resolver,
  fn: FunctionRef,
  given: ReadonlyMap<string, Resolved>,
  depth: number,
): Resolved {
  const { facts } = fn;
  const text = `\`${facts.name}\``;
  if (facts.generator) return unknown(`${text} yields its values`);
  const outer = outerScope(fn);
  const isPlain = facts.decorators.every((decorator) => {
    const value = resolver.evaluator.value(decorator.k === "call" ? decorator.f : decorator, outer);
    return value.k === "external" && TRANSPARENT.test(value.name);
  });
  // `@X.setter` and the like are attributes of the function itself.
  if (!isPlain) return unknown(`${text} is decorated`);
  const names = new Map(given);
  for (const parameter of facts.params) {
    if (names.has(parameter.name)) continue;
    if (parameter.default !== undefined)
      names.set(parameter.name, resolver.resolve(parameter.default, frameIn(outer, depth)));
    else if (parameter.kind === undefined || parameter.kind === "k")
      names.set(parameter.name, unknown(`the parameter \`${parameter.name}\` of ${text}`));
  }
  const frame: Frame = { scope: { module: fn.module, fn }, names, until: undefined, depth };
  const result = returned(resolver, facts.body, frame);
  // A body without a `return` may be a stub, whose annotation says more.
  if (result !== undefined && result.data.k !== "unknown" && result.data.k !== "none") return result;
  return asObject(resolver.evaluator.returned(fn)) ?? result ?? known({ k: "none" });
}

/** What the statements return; `undefined` when they end without, or leave by raising. */
function returned(resolver: Resolver, block: readonly Stmt[], frame: Frame): Resolved | undefined {
  for (const [at, statement] of block.entries()) {
    if (!resolver.step()) return unknown("it takes too many steps");
    const rest = block.slice(at + 1);
    const here: Frame = { ...frame, until: statement.p };
    switch (statement.k) {
      case "return":
        return statement.e === undefined ? known({ k: "none" }) : resolver.resolve(statement.e, here);
      case "raise":
        return undefined;
      case "if": {
        if (!leaves(statement.body) && !leaves(statement.else)) break;
        const { truth, by, text } = resolver.decide(statement.t, here);
        if (truth !== undefined) {
          const result = returned(resolver, [...(truth ? statement.body : statement.else), ...rest], frame);
          return result === undefined ? undefined : dependingOn({ ...by, trail: [] }, result);
        }
        const yes = returned(resolver, [...statement.body, ...rest], frame);
        const no = returned(resolver, [...statement.else, ...rest], frame);
        return yes === undefined || no === undefined ? (yes ?? no) : eitherOf(resolver.evaluator, yes, no, text);
      }
      case "with":
        if (leaves(statement.body)) return returned(resolver, [...statement.body, ...rest], frame);
        break;
      case "try": {
        if (!leaves(statement.body) && !statement.except.some(({ body }) => leaves(body))) break;
        const tried = returned(resolver, [...statement.body, ...statement.else, ...rest], frame);
        if (tried !== undefined && (tried.certainty === "literal" || tried.certainty === "default")) return tried;
        const [handler] = statement.except.filter(({ body }) => leaves(body));
        const caught = handler === undefined ? undefined : returned(resolver, [...handler.body, ...rest], frame);
        return caught ?? tried;
      }
      case "for":
      case "while":
        if (leaves(statement.body, "return")) return unknown("a loop that returns");
        break;
      case "match":
        if (statement.cases.some((one) => leaves(one))) return unknown("a `match` that returns");
        break;
      default:
        break;
    }
  }
  return known({ k: "none" });
}

/** Whether a block may end the function. */
function leaves(block: readonly Stmt[], only?: "return"): boolean {
  let found = false;
  walkStatements(block, (statement) => {
    if (statement.k === "return" || (statement.k === "raise" && only === undefined)) found = true;
  });
  return found;
}
