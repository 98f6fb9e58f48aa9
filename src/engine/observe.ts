import type { Project } from "../analysis/project.ts";
import type { CheckFailure, Severity } from "./finding.ts";
import type { Observation, Rule } from "./rule.ts";

/** What a check saw, with the check's full name. */
export interface Observed {
  readonly rule: string;
  readonly check: string;
  readonly observation: Observation;
}

/** Runs every check over the project. A crash costs that check only, and is told. */
export function observe(
  project: Project,
  rules: readonly Rule[],
): { observed: readonly Observed[]; failures: readonly CheckFailure[] } {
  const observed: Observed[] = [];
  const failures: CheckFailure[] = [];
  for (const rule of rules) {
    for (const check of rule.checks) {
      try {
        for (const observation of check.find(project)) observed.push({ rule: rule.id, check: check.name, observation });
      } catch (error) {
        failures.push({
          rule: rule.id,
          check: check.name,
          message: error instanceof Error ? error.message : String(error),
        });
      }
    }
  }
  return { observed, failures };
}

/** The most severe first. */
const SEVERITIES: readonly Severity[] = ["high", "medium", "low", "info"];

/**
 * The ways to causes that exist in a project, as keys with their severity: what the merge base had is not new in the
 * head, unless it was less severe there.
 */
export function knownWays(observed: readonly Observed[]): ReadonlyMap<string, Severity> {
  const known = new Map<string, Severity>();
  for (const one of observed) {
    for (const [position, way] of waysOf(one).entries()) {
      const severity = severityAt(one.observation, position);
      const before = known.get(way);
      if (before === undefined || isWorse(severity, before)) known.set(way, severity);
    }
  }
  return known;
}

function severityAt(observation: Observation, position: number): Severity {
  if (observation.kind === "absence") return observation.severity;
  return (observation.variants[position] ?? observation.variants[0]).severity;
}

export function isWorse(severity: Severity, than: Severity): boolean {
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(than);
}

/** The key of each way to this observation's cause, in the order of its variants. */
export function waysOf({ rule, check, observation }: Observed): readonly string[] {
  const { path, symbol, key } = observation.cause;
  const cause = [rule, check, path, symbol, key].join("\0");
  return observation.kind === "absence" ? [cause] : observation.variants.map((variant) => `${cause}\0${variant.key}`);
}
