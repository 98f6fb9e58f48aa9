import type { AsyncPattern } from "../../analysis/architecture.ts";
import { symbolOf } from "../../analysis/module.ts";
import type { UnprotectedCall } from "../../analysis/outbound/unprotected.ts";
import type { Project } from "../../analysis/project.ts";
import { seenExpr } from "../../analysis/steps.ts";
import type { CallExpr } from "../../python/facts.ts";
import { renderCall } from "../../python/render.ts";
import { defineCheck, type Sighting, type Variant } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { fit } from "../fit.ts";
import { hopSteps } from "../hop-steps.ts";

/**
 * Requests without the retry or circuit breaker that the configuration declares for outbound calls. One question for each module that sends.
 * Out of scope: everything where nothing is declared; retries of requests that must not be sent twice; what a mesh does.
 */
export const unprotectedCall = defineCheck({
  name: "unprotected-call",
  asks: "a request without the retry or circuit breaker that the configuration declares",
  find: (project) => unprotectedSightings(project, ["retry", "circuit_breaker"]),
});

/** The requests that do not follow one of these patterns, where they are declared: a sighting for each module that sends them. */
export function* unprotectedSightings({ outbound }: Project, patterns: readonly AsyncPattern[]): Generator<Sighting> {
  const byModule = new Map<string, Map<CallExpr, UnprotectedCall[]>>();
  for (const one of outbound.unprotected) {
    if (!patterns.includes(one.pattern)) continue;
    const { path } = one.fn.module;
    const byCall = byModule.get(path) ?? new Map<CallExpr, UnprotectedCall[]>();
    byModule.set(path, byCall);
    byCall.set(one.call, [...(byCall.get(one.call) ?? []), one]);
  }
  for (const [path, byCall] of byModule) {
    // The call that lacks most speaks for the others.
    const calls = [...byCall.values()].toSorted((a, b) => b.length - a.length);
    const [first, ...rest] = calls.flatMap(([one, ...more]) =>
      one === undefined ? [] : [variantOf(one, [one, ...more], calls.length - 1)],
    );
    if (first === undefined) continue;
    yield {
      kind: "sighting",
      cause: { key: `unprotected:${patterns.join()}`, path, symbol: "" },
      variants: [first, ...rest],
      searched: searchedFor(calls.flat()),
    };
  }
}

function variantOf(one: UnprotectedCall, lacking: readonly UnprotectedCall[], others: number): Variant {
  const { fn, call, served, declared, pattern } = one;
  const found = lacking.map((each) => WORDS[each.pattern].found).join(" or ");
  return {
    key: `${symbolOf(fn)}:${renderCall(call)}`,
    label: served.entry.label,
    severity: pattern === "timeout" ? "medium" : "low",
    confidence: "probable",
    symbol: symbolOf(fn),
    question: fit(questionAbout(one, lacking, others)),
    chain: [{ ...seenExpr(fn.module, call), note: `sent without ${found}` }],
    origins: [
      ...hopSteps(served.hops).map((step) => ({ ...step, background: true as const })),
      {
        path: declared.path,
        line: declared.line,
        column: 1,
        endLine: declared.line,
        endColumn: 1,
        text: declared.text,
        note: "declared here",
        background: true,
      },
    ],
  };
}

const WORDS = {
  timeout: { found: "a time-out", at: "arguments and clients" },
  retry: { found: "a retry", at: "decorators, loops of attempts and transports" },
  circuit_breaker: { found: "a circuit breaker", at: "decorators, with blocks and calls" },
} as const;

function questionAbout(one: UnprotectedCall, lacking: readonly UnprotectedCall[], others: number): string {
  const { fn, call, served, declared } = one;
  const found = lacking.map((each) => WORDS[each.pattern].found).join(" or ");
  const names = lacking.map(({ pattern }) => `\`${pattern}\``).join(" and ");
  const more =
    others === 0 ? "" : ` (nor for ${others === 1 ? "1 other request" : `${others} other requests`} of this file)`;
  return `\`${code(fn.facts.name)}\` sends \`${code(renderCall(call))}\` while it serves \`${code(served.entry.label)}\`, and I couldn't find ${found} on the way there${more}; \`${code(`${declared.path}:${declared.line}`)}\` declares ${names} for outbound calls. Is it provided somewhere I can't see, is this call an exception, or would it fit here?`;
}

function searchedFor(all: readonly UnprotectedCall[]): readonly string[] {
  const functions = new Set(all.flatMap(({ fn, served }) => [fn, ...served.hops.map((hop) => hop.fn)].map(symbolOf)));
  const clients = new Set(all.flatMap(({ client }) => (client === undefined ? [] : [client.path])));
  const places = [...new Set(all.map(({ pattern }) => WORDS[pattern].at))].join("; ");
  return [`${functions.size === 1 ? "1 function" : `${functions.size} functions`} on the way: ${places}`, ...clients];
}
