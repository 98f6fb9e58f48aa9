import { ruffCodeOf } from "../../analysis/environment/ruff-blocking.ts";
import { ruffSelects } from "../../analysis/environment/ruff.ts";
import { rangeOf, symbolOf, type FunctionRef } from "../../analysis/module.ts";
import type { BlockingCause } from "../../analysis/blocking/causes.ts";
import type { BlockingSite, Reach } from "../../analysis/blocking/reach.ts";
import type { Project } from "../../analysis/project.ts";
import type { Confidence, Severity } from "../../engine/finding.ts";
import type { Sighting, Step, Variant } from "../../engine/rule.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { rewriteOnLine } from "../suggest.ts";
import { askAboutCause, askAboutFamily } from "./wording.ts";

const RANK = ["low", "medium", "high"] as const;

/** One sighting per root cause of this check that runs on the event loop; `declaredFor` are declarations that a cause goes against. */
export function* blockingSightings(
  project: Project,
  rule: string,
  check: string,
  declaredFor: (cause: BlockingCause) => readonly Step[] = () => [],
): Generator<Sighting> {
  for (const cause of project.blocking) {
    if (cause.row.rule !== rule || cause.row.check !== check || isReportedByRuff(project, cause)) continue;
    const [site] = cause.sites;
    const [first, ...rest] = cause.reached
      .filter((reach) => !isCalledEarly(project, siteOf(cause, reach), reach) && isWorthTelling(cause, reach))
      .map((reach) => variantOf(cause, siteOf(cause, reach), reach));
    if (first === undefined) continue;
    const declared = declaredFor(cause);
    yield {
      kind: "sighting",
      cause: { key: cause.row.id, path: site.fn.module.path, symbol: site.fn.facts.qual },
      variants: [{ ...first, declared }, ...rest.map((variant) => ({ ...variant, declared }))],
      family: {
        key: libraryOf(cause.row.id),
        ...(cause.row.category === "db" ? { oneDecision: true as const } : {}),
        what: cause.row.what,
        question: (causes, entries, whats, entry) => askAboutFamily(cause.row, { causes, entries, whats, entry }),
      },
      searched: [],
      ...suggested(project, cause),
    };
  }
}

/** `time.sleep(x)` as a statement of an `async def` becomes `await asyncio.sleep(x)`, where the module has `asyncio` already. */
function suggested({ evaluator }: Project, { row, sites }: BlockingCause): Pick<Sighting, "suggestion"> {
  const [{ fn, execution }] = sites;
  if (row.id !== "time-sleep" || sites.length > 1 || !execution.discarded || !fn.facts.async) return {};
  const bound = evaluator.name("asyncio", { module: fn.module, fn });
  if (bound?.k !== "external" || bound.name !== "asyncio") return {};
  const suggestion = rewriteOnLine(fn.module, execution.p, execution.q, (call) =>
    /^[\w.]+\(/.test(call) ? call.replace(/^[\w.]+/, "await asyncio.sleep") : undefined,
  );
  return suggestion === undefined ? {} : { suggestion };
}

/**
 * Small local work counts only where the reader sees it, in the entry itself; behind a helper it is noise.
 * So does a prompt for a person: a server that got as far as its helpers has its answer from somewhere else.
 */
function isWorthTelling(cause: BlockingCause, reach: Reach): boolean {
  const memo = reach.memo === undefined ? undefined : "seldom";
  return reach.hops.length === 0 || (severityOf(cause, { ...reach, memo }) !== "low" && cause.row.category !== "debug");
}

/** Ruff sees a call by its name in the `async def` that it stands in; where the project has switched that on, once is enough. */
function isReportedByRuff({ texts }: Project, { sites }: BlockingCause): boolean {
  return sites.every(({ fn, sink }) => {
    const code = sink.origin === undefined && fn.facts.async ? ruffCodeOf(sink.name) : undefined;
    return code !== undefined && ruffSelects(texts, fn.module.path, code);
  });
}

/** `to_thread(load())` is asked about as such, and one question about the call is enough. */
function isCalledEarly(project: Project, site: BlockingSite, reach: Reach): boolean {
  const first = reach.hops[0]?.execution ?? site.execution;
  return project.earlyCalls.some((early) => early.inner === first.expr);
}

/** Rows of one library (`sqlalchemy-session`, `sqlalchemy-query`) are one family. */
function libraryOf(rowId: string): string {
  return rowId.split("-")[0] ?? rowId;
}

/** The call that this way leads to first. */
function siteOf(cause: BlockingCause, reach: Reach): BlockingSite {
  return cause.sites.find((site) => site.reached.includes(reach)) ?? cause.sites[0];
}

function variantOf(cause: BlockingCause, site: BlockingSite, reach: Reach): Variant {
  const severity = severityOf(cause, reach);
  const [first, ...rest] = [...reach.hops.map(hopStep), causeStep(site)];
  const chain: [Step, ...Step[]] = first === undefined ? [causeStep(site)] : [first, ...rest];
  return {
    key: symbolOf(reach.entry.fn),
    label: reach.entry.label,
    severity,
    confidence: confidenceOf(site, reach),
    ...(severity === "low" || severity === "info" ? { placement: "summary" as const } : {}),
    symbol: symbolOf(reach.entry.fn),
    question: askAboutCause({ row: cause.row, site, reach }),
    chain,
    origins: [...originSteps(site, reach), ...siblingSteps(cause, site)],
  };
}

/** What runs once, like a start-up that the first request pays for, is worth a line in the summary. */
function severityOf(cause: BlockingCause, reach: Reach): Severity {
  if (reach.memo === "once") return "low";
  const base = RANK.indexOf(cause.row.severity === "none" ? "low" : cause.row.severity);
  const step = (reach.entry.wide && cause.row.severity === "medium" ? 1 : 0) - (reach.memo === undefined ? 0 : 1);
  return RANK[Math.min(Math.max(base + step, 0), RANK.length - 1)] ?? "low";
}

/** A name resolved through imports and at most one call in between is certain; a receiver's type and longer chains are inferred. */
function confidenceOf(site: BlockingSite, reach: Reach): Confidence {
  return site.sink.origin === undefined && reach.hops.length <= 1 ? "certain" : "probable";
}

/** A call on the way to a cause, as a line of evidence. */
export function hopStep(hop: Reach["hops"][number]): Step {
  const { execution } = hop;
  return {
    ...rangeOf(hop.fn.module, execution.p, execution.q),
    text: execution.k === "call" ? renderCall(execution.expr) : renderExpr(execution.expr, 60),
    note: `${hop.fn.facts.name} ${HOP_VERB[execution.k]} ${hop.to.facts.name}${hop.fn.module === hop.to.module ? "" : ` in ${hop.to.module.path}`}`,
  };
}

const HOP_VERB = { call: "calls", enter: "enters", iterate: "iterates over", read: "reads" } as const;

function causeStep(site: BlockingSite): Step {
  const { execution } = site;
  return {
    ...rangeOf(site.fn.module, execution.p, execution.q),
    text: renderExpr(execution.expr),
    note: `${site.sink.name} blocks here`,
  };
}

/** The entry's own `def`, and the line that made the receiver what it is. */
function originSteps(site: BlockingSite, reach: Reach): readonly Step[] {
  const steps: Step[] = [definitionStep(reach.entry.fn)];
  const { origin } = site.sink;
  if (origin !== undefined)
    steps.push({
      ...rangeOf(origin.module, origin.p, origin.q),
      text: site.sink.name.slice(0, site.sink.name.lastIndexOf(".")),
      note: "its type is known from here",
      background: true,
    });
  return steps;
}

/** The other calls of the same kind in the function that holds the cause. */
function siblingSteps(cause: BlockingCause, site: BlockingSite): readonly Step[] {
  const others = cause.sites.filter((other) => other !== site).slice(0, MAX_SIBLINGS);
  return others.map((other) => ({ ...causeStep(other), note: `${other.sink.name} blocks here too`, background: true }));
}

const MAX_SIBLINGS = 6;

function definitionStep(fn: FunctionRef): Step {
  return {
    ...rangeOf(fn.module, fn.facts.p, fn.facts.q),
    text: `${fn.facts.async ? "async def" : "def"} ${fn.facts.name}`,
    note: "runs on the event loop",
  };
}
