import { rangeOf } from "../../analysis/module.ts";
import type { RetriedFunction } from "../../analysis/outbound/retries.ts";
import type { UnsafeRetry } from "../../analysis/outbound/unsafe-retries.ts";
import { seenExpr, seenFunction, type SeenAt } from "../../analysis/steps.ts";
import type { Expr } from "../../python/facts.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { defineCheck, type Sighting } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";
import { hopSteps } from "../hop-steps.ts";
import { placeText } from "../place-text.ts";

/**
 * Retries of a request that creates or pays something, without anything by which the other side could tell a second try.
 * Retries without an end and retries inside retries are told in the summary.
 * Out of scope: retries that only follow failed connections, conditions of the project's own, loops written by hand.
 */
export const unsafeRetry = defineCheck({
  name: "unsafe-retry",
  asks: "a retried request that may be carried out twice, or that is retried without end",
  *find({ outbound }) {
    for (const unsafe of outbound.unsafeRetries) yield sightingOf(unsafe);
  },
});

function sightingOf(unsafe: UnsafeRetry): Sighting {
  const { retried } = unsafe;
  const { fn } = retried;
  return singleSighting({
    module: fn.module,
    fn,
    key: `retry:${unsafe.k}`,
    severity: unsafe.k === "repeats" ? "medium" : "info",
    confidence: unsafe.k === "repeats" ? "probable" : "certain",
    summary: unsafe.k !== "repeats",
    question: fit(questionAbout(unsafe)),
    at: seenDecorator(retried),
    note: "retried by this decorator",
    background: backgroundOf(unsafe),
    searched: unsafe.k === "repeats" ? ["the request's arguments", "the functions on the way to it"] : [],
  });
}

function backgroundOf(unsafe: UnsafeRetry): readonly (SeenAt & { readonly note: string })[] {
  switch (unsafe.k) {
    case "repeats":
      return [...hopSteps(unsafe.hops), { ...seenExpr(unsafe.fn.module, unsafe.call), note: "the request" }];
    case "endless":
      return [];
    case "nested":
      return [...hopSteps(unsafe.hops), { ...seenFunction(unsafe.inner.fn), note: "retried as well" }];
    case "client": {
      const { hops, fn, call, made, module } = unsafe.inner;
      return [
        ...hopSteps(hops),
        { ...seenExpr(fn.module, call), note: "the request" },
        { ...seenExpr(module, made), note: "the client tries again by itself" },
      ];
    }
  }
}

function seenDecorator({ fn, decorator }: RetriedFunction): SeenAt {
  const at = placeOf(decorator) ?? fn.facts;
  return { ...rangeOf(fn.module, at.p, at.q), text: `@${renderExpr(decorator, 90)}` };
}

function placeOf(expr: Expr): { readonly p: number; readonly q: number } | undefined {
  return "p" in expr ? expr : undefined;
}

function questionAbout(unsafe: UnsafeRetry): string {
  const { fn, attempts, library } = unsafe.retried;
  const name = `\`${code(fn.facts.name)}\``;
  switch (unsafe.k) {
    case "repeats": {
      const times = typeof attempts === "number" ? `up to ${attempts} times` : "again";
      const where = unsafe.fn === fn ? "" : ` (\`${placeText(unsafe.fn.module, unsafe.call.p)}\`)`;
      return `${name} is tried ${times} by \`${code(library)}\`, also after a time-out, and sends \`${code(renderCall(unsafe.call))}\`${where}; I couldn't find an idempotency key in its arguments. A request that was carried out before the answer got lost would be carried out twice. Is a repeat harmless here, or does the other side recognise one?`;
    }
    case "endless":
      return `${name} is retried by \`${code(library)}\` without a limit (its arguments name none), so while the other side is down a request that runs it (\`${code(unsafe.served.entry.label)}\`) does not end. Would a limit (\`stop_after_attempt\`, \`max_tries\`) fit here, or does something above it stop it?`;
    case "nested": {
      const { inner } = unsafe;
      const product = Number(attempts) * Number(inner.attempts);
      return `${name} is tried up to ${attempts ?? ""} times, and each try runs \`${code(inner.fn.facts.name)}\` (\`${placeText(inner.fn.module, inner.fn.facts.p)}\`), which is tried up to ${inner.attempts ?? ""} times itself: ${product} requests for one call when the other side is down. Would one of the two be enough, or is that intended?`;
    }
    case "client": {
      const { made, module, call, attempts: own } = unsafe.inner;
      const product = Number(attempts) * own;
      return `${name} is tried up to ${attempts ?? ""} times by \`${code(library)}\`, and each try calls \`${code(renderCall(call))}\` of a client that tries up to ${own} times itself (\`max_retries\`, \`${placeText(module, made.p)}\`): ${product} requests for one call when the other side is down. Would one of the two be enough, or is that intended?`;
    }
  }
}
