import type { CallExpr } from "../../python/facts.ts";
import { argumentOf } from "../call-sites.ts";
import { dependingOn, isSequence, known, madeOf, type Resolved, textOf, type Data } from "./resolved.ts";
import { methodResult } from "./methods.ts";
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

/** A value that only the environment has. */
export function fromEnvironment(variable: string | undefined, data: Data): Resolved {
  return {
    certainty: "environment",
    data,
    trail: [],
    reason:
      variable === undefined
        ? "it comes from the environment"
        : `it comes from the environment variable \`${variable}\``,
    ...(variable === undefined ? {} : { variable }),
  };
}

/** What a call that reads the environment gives; `undefined` for other calls. `name` is the called name, with `()` after a class for its instance. */
export function environmentRead(resolver: Resolver, name: string, call: CallExpr, frame: Frame): Resolved | undefined {
  const isPackage = PACKAGES.test(name);
  if (!READERS.test(name) && !isPackage) return undefined;
  const first = argumentOf(call, "key", 0) ?? call.a[0]?.e;
  const variable = first === undefined ? undefined : textOf(resolver.resolve(first, frame));
  const castExpr = isPackage ? (argumentOf(call, "cast") ?? argumentOf(call, "subcast")) : undefined;
  const position = name.startsWith("starlette") ? 2 : 1;
  const second = argumentOf(call, "default", isPackage && name.startsWith("decouple") ? undefined : position);
  const method = /\.(\w+)$/.exec(name.replace(/^.*\(\)/, ""))?.[1];
  if (second === undefined) {
    if (!isPackage) return defaulted(variable, known({ k: "none" }));
    return fromEnvironment(variable, castExpr === undefined ? shapeOf(method) : { k: "unknown" });
  }
  const raw = resolver.resolve(second, frame);
  const cast = castExpr === undefined || castExpr === second ? undefined : resolver.resolve(castExpr, frame);
  return defaulted(
    variable,
    method === "list" ? atCommas(raw) : cast === undefined ? raw : castBy(resolver, cast, raw, frame),
  );
}

/** A value that holds until a variable is set. */
export function defaulted(variable: string | undefined, value: Resolved): Resolved {
  const by: Resolved = {
    certainty: "default",
    data: { k: "none" },
    trail: [],
    ...(variable === undefined ? {} : { variable }),
  };
  return dependingOn(by, value);
}

function shapeOf(method: string | undefined): Data {
  if (method === "list") return { k: "list", items: [], open: true };
  if (method === "bool") return { k: "bool", v: undefined };
  return method === undefined || method === "str" || method === "get" ? { k: "str", v: undefined } : { k: "unknown" };
}

/** Text at its commas, as `CommaSeparatedStrings`, `Csv()` and `env.list` take it apart. */
export function atCommas(value: Resolved): Resolved {
  if (value.data.k !== "str") return value;
  const parts = methodResult(value, "split", [known({ k: "str", v: "," })]);
  if (!isSequence(parts.data)) return parts;
  const items = parts.data.items.map((item) => methodResult(item, "strip", [])).filter((item) => textOf(item) !== "");
  return madeOf(parts, { ...parts.data, items });
}

function castBy(resolver: Resolver, cast: Resolved, value: Resolved, frame: Frame): Resolved {
  const { data } = cast;
  const target = data.k === "object" ? data.value : undefined;
  if (target?.k === "external" || target?.k === "foreign") {
    if (/(?:^|\.)(?:CommaSeparatedStrings|Csv)(?:\(\))?$/.test(target.name)) return atCommas(value);
    if (target.name === "str") return value;
    if (target.name === "bool") return value.data.k === "bool" ? value : madeOf(value, { k: "bool", v: undefined });
  }
  // `None` is not cast.
  return value.data.k === "none" ? value : resolver.callValue(cast, [value], frame);
}
