import type { BuiltService } from "../../analysis/injection/services.ts";
import type { InjectionFacts } from "../../analysis/injection/facts.ts";
import { symbolOf } from "../../analysis/module.ts";
import { seenExpr, seenFunction } from "../../analysis/steps.ts";
import { defineCheck, type Step, type Variant } from "../../engine/rule.ts";
import type { CallExpr } from "../../python/facts.ts";
import { renderCall } from "../../python/render.ts";
import { code } from "../code.ts";
import { fit } from "../fit.ts";
import { functionText, otherHandlers, placeText } from "../place-text.ts";

/** With fewer there is no style to compare with. */
const MIN_HANDLERS = 5;
const MIN_PROVIDERS = 3;

/**
 * Path operations construct an object that holds I/O: a class that other handlers have injected, or one whose constructor opens a session.
 * Always in the summary, once for each class. Out of scope: data, errors and responses, projects with a dependency injection framework,
 * classes that handlers mostly build themselves.
 */
export const serviceInHandler = defineCheck({
  name: "service-in-handler",
  asks: "a path operation that constructs a class which holds I/O",
  *find({ injection }) {
    const { framework, operations, providers } = injection;
    if (framework || operations.length < MIN_HANDLERS || providers.size < MIN_PROVIDERS) return;
    for (const group of groupsOf(injection)) {
      const [first, ...rest] = group.map((built) => variantOf(built, group.length - 1));
      const cls = group[0]?.cls;
      if (first === undefined || cls === undefined) continue;
      yield {
        kind: "sighting",
        cause: { key: "service", path: cls.module.path, symbol: cls.facts.qual },
        variants: [first, ...rest],
        searched: [],
      };
    }
  },
});

/** The services of one class that are built for one reason. */
function groupsOf(injection: InjectionFacts): readonly (readonly BuiltService[])[] {
  const groups = new Map<object, { injected: BuiltService[]; opening: BuiltService[] }>();
  for (const built of injection.services) {
    if (isAskedElsewhere(built, injection)) continue;
    const group = groups.get(built.cls.facts) ?? { injected: [], opening: [] };
    groups.set(built.cls.facts, group);
    (built.source === undefined ? group.opening : group.injected).push(built);
  }
  return [...groups.values()].flatMap(({ injected, opening }) => [injected, opening]);
}

/** A session that is opened for the object is asked about there, and an object that is built for another one with that one. */
function isAskedElsewhere({ operation, call }: BuiltService, { ownSessions, services }: InjectionFacts): boolean {
  return (
    ownSessions.some((own) => own.operation === operation && isWithin(own.opened.call, call)) ||
    services.some((other) => other.operation === operation && other.call !== call && isWithin(call, other.call))
  );
}

function isWithin(inner: CallExpr, outer: CallExpr): boolean {
  return outer.p <= inner.p && inner.q <= outer.q;
}

function variantOf(built: BuiltService, more: number): Variant {
  const { fn, label } = built.operation;
  return {
    key: symbolOf(fn),
    label,
    severity: "low",
    confidence: "certain",
    placement: "summary",
    symbol: symbolOf(fn),
    question: fit(questionAbout(built, more)),
    chain: [{ ...seenExpr(fn.module, built.call), note: "constructed here" }],
    origins: backgroundOf(built),
  };
}

function backgroundOf({ source, opens }: BuiltService): readonly Step[] {
  const steps =
    opens === undefined
      ? []
      : [{ ...seenExpr(opens.in.module, opens.session.call), note: "its constructor opens a session" }];
  const provided =
    source?.provider === undefined
      ? []
      : [{ ...seenFunction(source.provider), note: `provides it to ${otherHandlers(source.handlers.length)}` }];
  return [...steps, ...provided].map((step) => ({ ...step, background: true as const }));
}

function questionAbout({ operation, call, cls, source, opens }: BuiltService, more: number): string {
  const others = more === 0 ? "" : ` (and so ${more === 1 ? "does" : "do"} ${otherHandlers(more)})`;
  const builds = `\`${code(operation.fn.facts.name)}\` builds \`${code(renderCall(call))}\` itself${others}`;
  if (source !== undefined) {
    const from = source.provider === undefined ? "through `Depends`" : `from ${functionText(source.provider)}`;
    return `${builds}, while ${otherHandlers(source.handlers.length)} receive \`${code(cls.facts.name)}\` ${from}. Overrides in tests do not reach this one. Would the injected one fit here, or is it built here on purpose?`;
  }
  const where = opens === undefined ? "" : ` (\`${placeText(opens.in.module, opens.session.call.p)}\`)`;
  return `${builds}, whose constructor opens a session${where}. I couldn't find in the handler where that session is closed, and overrides in tests do not reach it. Would a provider with \`yield\` fit, or is it closed somewhere I can't see?`;
}
