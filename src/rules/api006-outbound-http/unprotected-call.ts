import type { AsyncPattern } from "../../analysis/architecture.ts";
import { symbolOf } from "../../analysis/module.ts";
import type { UnprotectedCall } from "../../analysis/outbound/unprotected.ts";
import type { Project } from "../../analysis/project.ts";
import { seenExpr } from "../../analysis/steps.ts";
import { renderCall } from "../../python/render.ts";
import { defineCheck, type Sighting, type Variant } from "../../engine/rule.ts";
import { code } from "../blocking/single.ts";
import { fit } from "../fit.ts";
import { hopSteps } from "../hop-steps.ts";

/**
 * Requests without the retry or circuit breaker that the configuration declares for outbound calls. One question for each module that sends.
 * Out of scope: everything where nothing is declared; retries of requests that must not be sent twice; what a mesh does.
 */
export const unprotectedCall = defineCheck({
  name: "unprotected-call",
  asks: "a request without the retry or circuit breaker that the configuration declares",
  *find(project) {
    yield* unprotectedSightings(project, "retry");
    yield* unprotectedSightings(project, "circuit_breaker");
  },
});

/** The requests that do not follow one declared pattern: a sighting for each module that sends them. */
export function* unprotectedSightings({ outbound }: Project, pattern: AsyncPattern): Generator<Sighting> {
  const byModule = new Map<string, UnprotectedCall[]>();
  for (const one of outbound.unprotected) {
    if (one.pattern !== pattern) continue;
    const { path } = one.fn.module;
    byModule.set(path, [...(byModule.get(path) ?? []), one]);
  }
  for (const [path, all] of byModule) {
    const [first, ...rest] = all.map((one) => variantOf(one, all.length - 1));
    if (first === undefined) continue;
    yield {
      kind: "sighting",
      cause: { key: `unprotected:${pattern}`, path, symbol: "" },
      variants: [first, ...rest],
      searched: searchedFor(pattern, all),
    };
  }
}

function variantOf(one: UnprotectedCall, others: number): Variant {
  const { fn, call, served, declared, pattern } = one;
  return {
    key: `${symbolOf(fn)}:${renderCall(call)}`,
    label: served.entry.label,
    severity: pattern === "timeout" ? "medium" : "low",
    confidence: "probable",
    symbol: symbolOf(fn),
    question: fit(questionAbout(one, others)),
    chain: [{ ...seenExpr(fn.module, call), note: `sent without ${WORDS[pattern].found}` }],
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
  timeout: { found: "a time-out", at: "arguments, client" },
  retry: { found: "a retry", at: "decorators, loops of attempts, transport" },
  circuit_breaker: { found: "a circuit breaker", at: "decorators, `with` blocks, calls" },
} as const;

function questionAbout({ fn, call, served, declared, pattern }: UnprotectedCall, others: number): string {
  const { found, at } = WORDS[pattern];
  const more = others === 0 ? "" : `, as ${others === 1 ? "1 other request" : `${others} other requests`} of this file`;
  return `\`${code(fn.facts.name)}\` sends \`${code(renderCall(call))}\` while it serves \`${code(served.entry.label)}\`, and I couldn't find ${found} on the way there (${at})${more}; \`${code(`${declared.path}:${declared.line}`)}\` declares \`${pattern}\` for outbound calls. Is it provided somewhere I can't see, is this call an exception, or would one fit here?`;
}

function searchedFor(pattern: AsyncPattern, all: readonly UnprotectedCall[]): readonly string[] {
  const functions = new Set(all.flatMap(({ fn, served }) => [fn, ...served.hops.map((hop) => hop.fn)].map(symbolOf)));
  const clients = new Set(all.flatMap(({ client }) => (client === undefined ? [] : [client.path])));
  return [
    `${WORDS[pattern].at.replaceAll("`", "")} of ${functions.size === 1 ? "1 function" : `${functions.size} functions`} on the way`,
    ...clients,
  ];
}
