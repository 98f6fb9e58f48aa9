import type { BuiltService } from "../../analysis/injection/services.ts";
import { seenExpr, seenFunction } from "../../analysis/steps.ts";
import { defineCheck } from "../../engine/rule.ts";
import type { CallExpr } from "../../python/facts.ts";
import { renderCall } from "../../python/render.ts";
import { code, singleSighting } from "../blocking/single.ts";
import { fit } from "../fit.ts";
import { functionText, otherHandlers, placeText } from "../place-text.ts";

/** With fewer there is no style to compare with. */
const MIN_HANDLERS = 5;
const MIN_PROVIDERS = 3;

/**
 * A path operation constructs an object that holds I/O: a class that other handlers have injected, or one whose constructor opens a session.
 * Always in the summary. Out of scope: data, errors and responses, projects with a dependency injection framework,
 * classes that handlers mostly build themselves.
 */
export const serviceInHandler = defineCheck({
  name: "service-in-handler",
  asks: "a path operation that constructs a class which holds I/O",
  *find({ injection }) {
    const { framework, operations, providers } = injection;
    if (framework || operations.length < MIN_HANDLERS || providers.size < MIN_PROVIDERS) return;
    for (const built of injection.services) {
      const { operation, call, cls, source, opens } = built;
      // A session that is opened for the object is asked about there.
      if (injection.ownSessions.some((own) => own.operation === operation && isWithin(own.opened.call, call))) continue;
      // What is built for another object is asked about with that one.
      const others = injection.services.filter((other) => other !== built && other.operation === operation);
      if (others.some((other) => isWithin(call, other.call))) continue;
      yield singleSighting({
        module: operation.fn.module,
        fn: operation.fn,
        key: `service:${cls.module.path}#${cls.facts.qual}`,
        severity: "low",
        confidence: "certain",
        summary: true,
        question: fit(questionAbout(built)),
        at: seenExpr(operation.fn.module, call),
        note: "constructed here",
        background: [
          ...(opens === undefined
            ? []
            : [{ ...seenExpr(opens.in.module, opens.session.call), note: "its constructor opens a session" }]),
          ...(source?.provider === undefined
            ? []
            : [{ ...seenFunction(source.provider), note: `provides it to ${otherHandlers(source.handlers.length)}` }]),
        ],
      });
    }
  },
});

function isWithin(inner: CallExpr, outer: CallExpr): boolean {
  return outer.p <= inner.p && inner.q <= outer.q;
}

function questionAbout({ operation, call, cls, source, opens }: BuiltService): string {
  const builds = `\`${code(operation.fn.facts.name)}\` builds \`${code(renderCall(call))}\` itself`;
  if (source !== undefined) {
    const from = source.provider === undefined ? "through `Depends`" : `from ${functionText(source.provider)}`;
    return `${builds}, while ${otherHandlers(source.handlers.length)} receive \`${code(cls.facts.name)}\` ${from}. Overrides in tests do not reach this one. Would the injected one fit here, or is it built here on purpose?`;
  }
  const where = opens === undefined ? "" : ` (\`${placeText(opens.in.module, opens.session.call.p)}\`)`;
  return `${builds}, whose constructor opens a session${where}. I couldn't find in the handler where that session is closed, and overrides in tests do not reach it. Would a provider with \`yield\` fit, or is it closed somewhere I can't see?`;
}
