import type { BlockingCause } from "../../analysis/blocking/causes.ts";
import type { DriverContradiction } from "../../analysis/drivers/contradictions.ts";
import { rangeOf } from "../../analysis/module.ts";
import type { SeenAt } from "../../analysis/steps.ts";
import type { Sighting, Step } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { declaredStep, quoteDeclared } from "../declared-step.ts";
import { fit } from "../fit.ts";
import { placeText } from "../place-text.ts";

/** The declarations that a blocking call goes against, as evidence for its question. */
export function declarationsFor(contradictions: readonly DriverContradiction[], cause: BlockingCause): readonly Step[] {
  const declarations = new Map(
    contradictions
      .filter(({ behind }) => behind.includes(cause))
      .map(({ declaration }) => [`${declaration.path}:${declaration.line}`, declaration]),
  );
  return [...declarations.values()].map((declaration) =>
    declaredStep(declaration, `${declaration.value.asyncDriver ?? "an async driver"} is declared here`),
  );
}

/**
 * Constructions of synchronous drivers that no question about a blocking call speaks of. Functions of one file that open
 * connections to the same system are one question: it is one decision.
 */
export function* undeclaredDrivers(contradictions: readonly DriverContradiction[]): Generator<Sighting> {
  const groups = new Map<string, [DriverContradiction, ...DriverContradiction[]]>();
  for (const one of contradictions.filter(({ behind }) => behind.length === 0)) {
    const { module, fn } = one.site.scope;
    const place = `${one.system.id} ${module.path}`;
    const key = fn === undefined ? `${place} ${one.site.call.p}` : place;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  const counted = new Map<string, number>();
  for (const [first, ...others] of groups.values()) {
    const { module, fn } = first.site.scope;
    const key = `declared-driver:${first.system.id}:${first.call}`;
    const place = `${module.path} ${fn?.facts.qual ?? ""} ${key}`;
    const occurrence = counted.get(place) ?? 0;
    counted.set(place, occurrence + 1);
    yield sightingOf(first, others, occurrence === 0 ? key : `${key}:${occurrence}`);
  }
}

function sightingOf(first: DriverContradiction, others: readonly DriverContradiction[], key: string): Sighting {
  const { declaration, system, site, call } = first;
  const { module, fn } = site.scope;
  const at = seenAt(first);
  const driver = declaration.value.asyncDriver ?? "the declared driver";
  const sighting = singleSighting({
    module,
    fn,
    key,
    severity: "medium",
    confidence: "certain",
    question: fit(
      `\`${code(call)}\` in \`${placeText(module, site.call.p)}\` opens synchronous connections to ${system.title}, while ${quoteDeclared(declaration)}. Used from \`async def\` code, such a connection holds the event loop until the server answers. Would \`${code(driver)}\` fit here, is this one for code that runs in threads, or is the declaration ahead of the code?`,
    ),
    at,
    note: "a synchronous driver, built here",
    background: others.slice(0, MAX_OTHERS).map((other) => ({ ...seenAt(other), note: "and here" })),
  });
  const [variant] = sighting.variants;
  return {
    ...sighting,
    variants: [{ ...variant, declared: [declaredStep(declaration, `${driver} is declared here`)] }],
  };
}

const MAX_OTHERS = 6;

/** Only what is called is shown: arguments may hold a password. */
function seenAt({ site, call }: DriverContradiction): SeenAt {
  return { ...rangeOf(site.scope.module, site.call.p, site.call.q), text: call };
}
