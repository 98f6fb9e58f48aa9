import type { BlockingCause } from "../../analysis/blocking/causes.ts";
import type { DriverContradiction } from "../../analysis/drivers/contradictions.ts";
import { rangeOf } from "../../analysis/module.ts";
import type { Sighting, Step } from "../../engine/rule.ts";
import { code, singleSighting } from "../blocking/single.ts";
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

/** Constructions of synchronous drivers that no question about a blocking call speaks of. */
export function* undeclaredDrivers(contradictions: readonly DriverContradiction[]): Generator<Sighting> {
  const seen = new Map<string, number>();
  for (const contradiction of contradictions) {
    if (contradiction.behind.length > 0) continue;
    const { site, system } = contradiction;
    const place = `${system.id} ${site.scope.module.path} ${site.scope.fn?.facts.qual ?? ""}`;
    const occurrence = seen.get(place) ?? 0;
    seen.set(place, occurrence + 1);
    yield sightingOf(contradiction, `declared-driver:${system.id}${occurrence === 0 ? "" : `:${occurrence}`}`);
  }
}

function sightingOf({ declaration, system, site, call }: DriverContradiction, key: string): Sighting {
  const { module, fn } = site.scope;
  const at = { ...rangeOf(module, site.call.p, site.call.q), text: call };
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
  });
  const [variant] = sighting.variants;
  return {
    ...sighting,
    variants: [{ ...variant, declared: [declaredStep(declaration, `${driver} is declared here`)] }],
  };
}
