import type { CallExpr, Expr } from "../../python/facts.ts";
import { argumentOf } from "../call-sites.ts";
import { commaSeparated, csv } from "./comma-separated.ts";
import { defaulted, fromEnvironment } from "./from-environment.ts";
import { type Data, known, madeOf, type Resolved, textOf, truthOf } from "./resolved.ts";
import type { Frame, Resolver } from "./resolver.ts";

/** Functions that read one variable, with its default as the second argument. */
const READERS = /^os\.(?:getenv|environ\.(?:get|pop|setdefault))$/;

/** Readers of packages. They take `default=` and `cast=`: Starlette's `Config`, python-decouple, environs, django-environ. */
const PACKAGES =
  /^(?:decouple\.config|decouple\.AutoConfig\(\)|decouple\.Config\(\)|starlette\.config\.Config\(\)(?:\.get)?|environs\.Env\(\)(?:\.\w+)?|environ\.(?:Fileaware)?Env\(\)(?:\.\w+)?)$/;

/** `os.environ["X"]`: known only where the program runs, and text. */
export function environmentItem(owner: string, name: Resolved): Resolved | undefined {
  return owner === "os.environ" ? fromEnvironment(textOf(name), { k: "str", v: undefined }) : undefined;
}

/** What a call that reads the environment gives; `undefined` for other calls. `name` is the called name, with `()` after a class for its instance. */
export function environmentRead(resolver: Resolver, name: string, call: CallExpr, frame: Frame): Resolved | undefined {
  const isPackage = PACKAGES.test(name);
  if (!READERS.test(name) && !isPackage) return undefined;
  const first = argumentOf(call, "key", 0) ?? call.a[0]?.e;
  // A prefix may stand before it: then which variable it is is not known.
  const isPrefixed =
    isPackage && /^(?:starlette|environs|environ)\b/.test(name) && mayBePrefixed(resolver, call, frame);
  const variable = first === undefined || isPrefixed ? undefined : textOf(resolver.resolve(first, frame));
  const isStarlette = name.startsWith("starlette");
  const castExpr = isPackage
    ? (argumentOf(call, "cast", isStarlette ? 1 : undefined) ?? argumentOf(call, "subcast"))
    : undefined;
  const second = argumentOf(call, "default", isStarlette ? 2 : 1);
  const method = /\.(\w+)$/.exec(name.replace(/^.*\(\)/, ""))?.[1];
  if (second === undefined) {
    if (!isPackage) return defaulted(variable, known({ k: "none" }));
    return fromEnvironment(variable, castExpr === undefined ? shapeOf(method) : { k: "unknown" });
  }
  const raw = resolver.resolve(second, frame);
  if (castExpr !== undefined && castExpr !== second)
    return defaulted(variable, castBy(resolver, name, castExpr, raw, frame));
  return defaulted(variable, method === undefined ? raw : readBy(method, name, raw));
}

/** `Config(env_prefix="APP_")`, `with env.prefixed("APP_"):`: such an instance is nowhere near the call, so the project is asked for one. */
function mayBePrefixed(resolver: Resolver, _call: CallExpr, _frame: Frame): boolean {
  const calls = resolver.calls();
  return (
    (calls.get("prefixed") ?? []).length > 0 ||
    (calls.get("Config") ?? []).some((site) => site.call.a.some(({ n }) => n === "env_prefix"))
  );
}

function shapeOf(method: string | undefined): Data {
  if (method === "list") return { k: "list", items: [], open: true };
  if (method === "bool") return { k: "bool", v: undefined };
  return method === undefined || method === "str" || method === "get" ? { k: "str", v: undefined } : { k: "unknown" };
}

/** A default as a typed reader gives it: environs leaves it as it is, django-environ reads it like a variable. */
function readBy(method: string, name: string, value: Resolved): Resolved {
  if (name.startsWith("environs")) return value;
  return method === "list" && value.data.k === "str" ? commaSeparated(value) : value;
}

function castBy(resolver: Resolver, name: string, expr: Expr, value: Resolved, frame: Frame): Resolved {
  if (expr.k === "call" && /(?:^|\.)Csv$/.test(expr.f.k === "ref" ? expr.f.n : ""))
    return csv(resolver, expr, value, frame);
  const cast = resolver.resolve(expr, frame);
  const { data } = cast;
  const target = data.k === "object" ? data.value : undefined;
  if (target?.k === "external" || target?.k === "foreign") {
    if (/(?:^|\.)CommaSeparatedStrings$/.test(target.name))
      return value.data.k === "none" ? value : commaSeparated(value);
    if (target.name === "str") return value;
    if (target.name === "bool") return truth(name, value);
  }
  // Starlette does not cast `None`.
  return value.data.k === "none" ? value : resolver.callValue(cast, [value], frame);
}

/** The texts that Starlette's `Config` and python-decouple read as truth values. */
function truth(name: string, value: Resolved): Resolved {
  const { data } = value;
  if (data.k === "bool" || (data.k === "none" && name.startsWith("starlette"))) return value;
  const text = textOf(value)?.toLowerCase();
  const [yes, no] = name.startsWith("starlette")
    ? [/^(?:true|1)$/, /^(?:false|0)$/]
    : [/^(?:y|yes|t|true|on|1)$/, /^(?:n|no|f|false|off|0|)$/];
  const isTrue = text !== undefined && yes.test(text);
  const isKnown = isTrue || (text !== undefined && no.test(text));
  return madeOf(value, { k: "bool", v: isKnown ? isTrue : data.k === "number" ? truthOf(value) : undefined });
}
