import type { CorsConfiguration, CorsOption } from "../../analysis/cors/configuration.ts";
import { objectOf } from "../../analysis/call-sites.ts";
import { locatedPart } from "../../analysis/cors/find-configurations.ts";
import { rangeOf, symbolOf } from "../../analysis/module.ts";
import type { Resolved, SourcePlace } from "../../analysis/settings/resolved.ts";
import type { Confidence, Severity, Suggestion } from "../../engine/finding.ts";
import type { Sighting, Step } from "../../engine/rule.ts";
import { renderExpr } from "../../python/render.ts";
import { fit } from "../fit.ts";

/** A question about one option of a CORS configuration. */
export interface CorsQuestion {
  readonly configuration: CorsConfiguration;
  readonly option: CorsOption;
  /** The value that the question is about, with the way to it. */
  readonly about: Resolved;
  /** Free of line numbers and of wording. */
  readonly key: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly summary?: boolean;
  readonly question: string;
  readonly note: string;
  /** The value's own line is asked on, where it stands in the same file. */
  readonly atValue?: true;
  readonly context?: readonly Step[];
  readonly searched?: readonly string[];
  readonly suggestion?: Suggestion | undefined;
}

/** The sighting of a question: anchored at the option, with the definitions on the way to its value. */
export function corsSighting(question: CorsQuestion): Sighting {
  const { configuration, about, option, note } = question;
  const { scope, call } = configuration;
  const { module, fn } = scope;
  const symbol = fn === undefined ? module.name : symbolOf(fn);
  const whole: Step = { ...rangeOf(module, call.p, call.q), text: renderExpr(call, 80), note: "the configuration" };
  const written = option.expr === undefined ? undefined : locatedPart(option.expr);
  const first: Step =
    written === undefined
      ? whole
      : { ...rangeOf(module, written.p, written.q), text: asGiven(call, option), note: "given here" };
  const places = about.trail.filter(
    (place) => place.module !== module || rangeOf(place.module, place.p, place.p).line !== first.line,
  );
  const way = places.map((place): Step => stepOf(place, "comes from here"));
  const chain = [
    first,
    ...way.filter((step, at) => at === 0 || step.line !== way[at - 1]?.line || step.path !== way[at - 1]?.path),
  ];
  const [head = first, ...rest] = chain;
  const noted =
    rest.length === 0 ? [{ ...head, note }] : [head, ...rest.slice(0, -1), { ...(rest.at(-1) ?? head), note }];
  const own = noted.at(-1);
  const [anchor = head, ...others] = question.atValue === true && own?.path === module.path ? [own] : noted;
  return {
    kind: "sighting",
    cause: { key: `${question.key}:${ownerOf(call)}`, path: module.path, symbol: fn?.facts.qual ?? "" },
    variants: [
      {
        key: symbol,
        label: configuration.name,
        severity: question.severity,
        confidence: question.confidence,
        ...(question.summary === true ? { placement: "summary" as const } : {}),
        symbol,
        question: fit(question.question),
        chain: [anchor, ...others],
        origins: [{ ...whole, background: true }, ...(question.context ?? [])],
      },
    ],
    searched: question.searched ?? [],
    ...(question.suggestion === undefined ? {} : { suggestion: question.suggestion }),
  };
}

/** `allow_origins=["*"]`: the option with its keyword, where it has one. */
function asGiven({ a }: CorsConfiguration["call"], { expr }: CorsOption): string {
  const text = expr === undefined ? "" : renderExpr(expr, 100);
  const name = a.find((argument) => argument.e === expr)?.n;
  return name === undefined ? text : `${name}=${text}`;
}

/** `app` of `app.add_middleware(…)`: tells configurations of one module from each other. */
function ownerOf({ f }: CorsConfiguration["call"]): string {
  const owner = objectOf(f);
  return renderExpr(owner ?? f, 60);
}

function stepOf({ module, p, q, text }: SourcePlace, note: string): Step {
  return { ...rangeOf(module, p, q), text, note };
}

/** `settings.py:31`: where a value is made, when that is another line than the call's own. */
export function madeAt(configuration: CorsConfiguration, about: Resolved): SourcePlace | undefined {
  const { module, p } = { module: configuration.scope.module, p: configuration.call.p };
  const { line: start } = rangeOf(module, p, p);
  const { line: end } = rangeOf(module, configuration.call.q, configuration.call.q);
  return about.trail.findLast((place) => {
    const { line } = rangeOf(place.module, place.p, place.p);
    return place.module !== module || line < start || line > end;
  });
}
