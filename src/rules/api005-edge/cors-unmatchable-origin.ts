import { type CorsConfiguration, isAsked } from "../../analysis/cors/configuration.ts";
import { unmatchable, type Unmatchable } from "../../analysis/cors/origin-entries.ts";
import { matchesEverything } from "../../analysis/cors/origin-patterns.ts";
import { itemsOf, type Resolved, textOf } from "../../analysis/settings/resolved.ts";
import { defineCheck, type Sighting } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { rewriteOnLine } from "../suggest.ts";
import { corsSighting } from "./cors-steps.ts";

interface Entry {
  readonly item: Resolved;
  readonly text: string;
  readonly how: Unmatchable;
}

/**
 * An entry of the origins that can never equal what a browser sends: with a glob, a path or a slash at its end, without a scheme.
 * Out of scope: lists that admit everyone anyway, classes that compare by themselves, and entries that only may be there.
 */
export const corsUnmatchableOrigin = defineCheck({
  name: "cors-unmatchable-origin",
  asks: "an entry of the origins that can never match",
  *find({ cors }) {
    const seen = new Set<string>();
    for (const configuration of cors.configurations) {
      if (configuration.how === "socket" || !isAsked(configuration)) continue;
      const items = itemsOf(configuration.origins.value) ?? [];
      const pattern = textOf(configuration.regex.value);
      if (items.some((item) => textOf(item) === "*") || (pattern !== undefined && matchesEverything(pattern))) continue;
      const others = new Set(items.map(textOf).filter((text) => text !== undefined));
      const entries = items.flatMap((item): Entry[] => {
        const text = textOf(item);
        const how = text === undefined || !isSure(item) ? undefined : unmatchable(text);
        if (text === undefined || how === undefined || isAdmitted(configuration, text, how, others)) return [];
        return [{ item, text, how }];
      });
      const [first, ...rest] = entries;
      if (first === undefined) continue;
      // The same list in several configurations is one cause.
      const place = first.item.trail.at(-1);
      const key = place === undefined ? first.text : `${place.module.path}:${place.p}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield sightingOf(configuration, first, rest);
    }
  },
});

/** What an entry was meant for is admitted by another entry, or perhaps by a pattern: nobody is refused. */
function isAdmitted(
  { regex }: CorsConfiguration,
  text: string,
  { why, instead }: Unmatchable,
  others: ReadonlySet<string>,
): boolean {
  if (why === "glob") return regex.value.data.k !== "none";
  if (why === "scheme") return ["http", "https"].some((scheme) => others.has(`${scheme}://${text.replace(/\/$/, "")}`));
  return instead !== undefined && others.has(instead);
}

function isSure({ certainty, when }: Resolved): boolean {
  return (certainty === "literal" || certainty === "default") && when === undefined;
}

function sightingOf(configuration: CorsConfiguration, { item, text, how }: Entry, rest: readonly Entry[]): Sighting {
  const others =
    rest.length === 0
      ? ""
      : ` (${rest.length === 1 ? "another entry is like it" : `${rest.length} more entries are like it`})`;
  const place = item.trail.at(-1);
  const isHere = place !== undefined && place.module === configuration.scope.module;
  return corsSighting({
    configuration,
    option: configuration.origins,
    about: item,
    key: `unmatchable:${text.slice(0, 80)}`,
    severity: "medium",
    confidence: item.certainty === "literal" ? "certain" : "probable",
    question: `\`allow_origins\` holds \`"${code(text)}"\`${others}, ${reason(how)}. Starlette compares entries as a whole, so it never matches and browsers are refused. ${ask(how)}`,
    note: "never equals an origin",
    atValue: true,
    suggestion:
      isHere && how.why === "slash" && rest.length === 0
        ? rewriteOnLine(place.module, place.p, place.q, withoutSlash)
        : undefined,
  });
}

/** `"https://app.example.com/"` without the slash; other shapes of literals are left alone. */
function withoutSlash(source: string): string | undefined {
  return /^(["'])https?:\/\/[\w.:-]+\/\1$/.test(source) ? `${source.slice(0, -2)}${source.slice(-1)}` : undefined;
}

function reason({ why }: Unmatchable): string {
  switch (why) {
    case "glob":
      return "and `*` inside an entry is no wildcard there";
    case "slash":
    case "path":
      return "while browsers send scheme, host and port only, without a slash or a path";
    case "scheme":
      return "while browsers send the scheme as well, `https://…`";
    case "port":
      return "while browsers leave out the port that the scheme stands for";
    case "case":
      return "while browsers send scheme and host in lower case";
  }
}

function ask({ why, instead }: Unmatchable): string {
  if (why === "glob")
    return "Would `allow_origin_regex` say what is meant, or are such origins admitted somewhere I can't see?";
  if (why === "scheme")
    return "Was an entry with its scheme meant, or are such origins admitted somewhere I can't see?";
  return instead === undefined
    ? "Was the origin alone meant, or are such origins admitted somewhere I can't see?"
    : `Was \`"${code(instead)}"\` meant, or are such origins admitted somewhere I can't see?`;
}
