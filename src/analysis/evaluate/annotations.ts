import type { Expr } from "../../python/facts.ts";
import type { Scope } from "../scopes.ts";
import { typeRow } from "../catalogue/lookup.ts";
import { join, UNKNOWN, type Origin, type Value } from "../values.ts";
import { dependencyOf, dependsBehind } from "./depends.ts";
import type { Evaluator } from "./evaluator.ts";
import { locate } from "./names.ts";

const WRAPPERS = /(?:^|\.)(?:Optional|Annotated|Union|Final|ClassVar|Required|NotRequired|ReadOnly)$/;

const YIELDING = /(?:^|\.)(?:Async)?(?:Generator|Iterator|Iterable)$|(?:^|\.)Abstract(?:Async)?ContextManager$/;

const SEQUENCE = /(?:^|\.)(?:list|List|set|Set|frozenset|FrozenSet|deque|Deque|Sequence|MutableSequence|Collection)$/;

const MAPPING = /(?:^|\.)(?:dict|Dict|defaultdict|DefaultDict|OrderedDict|Mapping|MutableMapping)$/;

const AWAITING = /(?:^|\.)(?:Awaitable|Coroutine)$/;

/** What something annotated like this is: `Session`, `Optional[Session]`, `Annotated[Session, Depends(get_db)]`, an alias of these in another file. */
export function annotatedValue(evaluator: Evaluator, annotation: Expr, scope: Scope): Value {
  switch (annotation.k) {
    case "ref":
      return namedType(evaluator, annotation.n, scope, { module: scope.module, p: annotation.p, q: annotation.q });
    case "str":
      return quotedType(evaluator, annotation.v, scope, { module: scope.module, p: annotation.p, q: annotation.q });
    case "op":
      return annotation.op === "|" ? join(annotation.i.map((part) => evaluator.annotated(part, scope))) : UNKNOWN;
    case "sub":
      return subscriptedType(evaluator, annotation.o, annotation.i, scope);
    default:
      return UNKNOWN;
  }
}

/** What a dependency provider gives to the handler: what it yields, returns or awaits to. */
export function providedValue(evaluator: Evaluator, provider: Value): Value {
  switch (provider.k) {
    case "function":
      return unwrapped(evaluator.returned(provider.ref));
    case "class":
      return { k: "instance", ref: provider.ref };
    case "instance": {
      const call = evaluator.attribute(provider, "__call__");
      return call.k === "function" ? unwrapped(evaluator.returned(call.ref)) : UNKNOWN;
    }
    default:
      return UNKNOWN;
  }
}

function unwrapped(value: Value): Value {
  if (value.k === "awaitable") return value.result;
  return value.k === "iterator" ? value.item : value;
}

function namedType(evaluator: Evaluator, dotted: string, scope: Scope, origin: Origin): Value {
  const place = locate(evaluator, dotted, scope);
  if (place !== undefined) {
    const aliases = place.bindings.flatMap((binding) =>
      binding.k === "assigned" && binding.value !== undefined && binding.by === "=" ? [binding.value] : [],
    );
    if (aliases.length > 0)
      return join(aliases.map((alias) => (alias.k === "call" ? UNKNOWN : evaluator.annotated(alias, place.scope))));
  }
  const named = evaluator.value({ k: "ref", n: dotted, p: origin.p, q: origin.q }, scope);
  if (named.k === "class") return { k: "instance", ref: named.ref };
  if (named.k !== "external") return UNKNOWN;
  const row = typeRow(named.name);
  return row === undefined ? { k: "foreign", name: named.name } : { k: "receiver", row, type: named.name, origin };
}

/** Longer texts are no types that are followed. */
const MAX_QUOTED = 500;

function quotedType(evaluator: Evaluator, text: string, scope: Scope, origin: Origin): Value {
  if (text.length > MAX_QUOTED) return UNKNOWN;
  const plain = text.replace(/\s*\|\s*None$|^None\s*\|\s*|^(?:typing\.)?Optional\[(.*)\]$/g, "$1").trim();
  return /^[\w.]+$/.test(plain) ? namedType(evaluator, plain, scope, origin) : UNKNOWN;
}

function subscriptedType(evaluator: Evaluator, head: Expr, index: readonly Expr[], scope: Scope): Value {
  const outer = evaluator.value(head, scope);
  const [first] = index;
  if (first === undefined) return UNKNOWN;
  const name = outer.k === "external" ? outer.name : "";
  if (WRAPPERS.test(name)) {
    if (name.endsWith("Union")) return join(index.map((part) => evaluator.annotated(part, scope)));
    const declared = evaluator.annotated(first, scope);
    return declared.k !== "unknown" || !name.endsWith("Annotated")
      ? declared
      : fromMetadata(evaluator, index.slice(1), scope);
  }
  if (YIELDING.test(name)) return { k: "iterator", item: evaluator.annotated(first, scope) };
  if (AWAITING.test(name)) return { k: "awaitable", result: evaluator.annotated(index.at(-1) ?? first, scope) };
  if (SEQUENCE.test(name)) return { k: "container", keyed: false, item: evaluator.annotated(first, scope) };
  if (MAPPING.test(name))
    return { k: "container", keyed: true, item: evaluator.annotated(index.at(-1) ?? first, scope) };
  if (/(?:^|\.)[Tt]ype$/.test(name)) return evaluator.value(first, scope);
  // A generic class of the project or of a library: `Repository[User]`, `sessionmaker[Session]`.
  return outer.k === "class" || outer.k === "external" ? evaluator.annotated(head, scope) : UNKNOWN;
}

function fromMetadata(evaluator: Evaluator, metadata: readonly Expr[], scope: Scope): Value {
  for (const part of metadata) {
    const made = dependsBehind(evaluator, part, scope);
    const provider = made === undefined ? undefined : dependencyOf(evaluator, made.call, made.scope);
    if (made !== undefined && provider !== undefined && provider !== "annotation")
      return providedValue(evaluator, evaluator.value(provider, made.scope));
  }
  return UNKNOWN;
}
