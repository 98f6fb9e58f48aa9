import { type CorsConfiguration, isAsked } from "../../analysis/cors/configuration.ts";
import { type Loose, looseness } from "../../analysis/cors/origin-patterns.ts";
import { textOf } from "../../analysis/settings/resolved.ts";
import { defineCheck, type Sighting } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { corsSighting } from "./cors-steps.ts";

/**
 * A pattern for the hosts of one domain that matches hosts of others too, with credentials. The origin named in the question was tried
 * against the pattern. Out of scope: patterns whose host holds more than plain text, dots and wildcards.
 */
export const corsLooseRegex = defineCheck({
  name: "cors-loose-regex",
  asks: "a pattern of origins that lets other hosts in",
  *find({ cors }) {
    const hasCookies = cors.style.cookies.length > 0;
    for (const configuration of cors.configurations) {
      if (configuration.how === "socket" || !isAsked(configuration)) continue;
      const { regex, credentials } = configuration;
      const isOn = credentials.value.data.k === "bool" && credentials.value.data.v === true;
      const isSure = [regex, credentials].every(
        ({ value }) => value.certainty === "literal" || value.certainty === "default",
      );
      const pattern = textOf(regex.value);
      const loose = pattern === undefined || !isOn || !isSure ? undefined : looseness(pattern);
      if (pattern !== undefined && loose !== undefined) yield sightingOf(configuration, pattern, loose, hasCookies);
    }
  },
});

function sightingOf(
  configuration: CorsConfiguration,
  pattern: string,
  { admits, why }: Loose,
  hasCookies: boolean,
): Sighting {
  const { regex } = configuration;
  return corsSighting({
    configuration,
    option: regex,
    about: regex.value,
    key: "loose-regex",
    severity: "medium",
    confidence: regex.value.certainty === "literal" ? "certain" : "probable",
    // Anybody can have such a host at once; a domain has to be bought first.
    summary: why !== "shared" || !hasCookies,
    question: question(pattern, { admits, why }),
    note: `matches ${admits}`,
  });
}

function question(pattern: string, { admits, why }: Loose): string {
  const seen = `\`allow_origin_regex\` is \`${code(pattern)}\``;
  if (why === "shared")
    return `${seen}, and anybody can have a host there: \`${code(admits)}\` matches as well. Credentials are on, so a page on it could read what this API answers to a visitor's cookies. Would the names of your own deployments fit, or is there nothing that cookies give access to?`;
  const cause =
    why === "wildcard" ? "nothing in front of the domain has to be a dot" : "an unescaped `.` is any character";
  return `${seen}, and it also matches \`${code(admits)}\`: ${cause}. Credentials are on, so whoever holds that host could read what this API answers to a visitor's cookies. Was an escaped dot (\`\\.\`) in front of the domain meant, or are all these hosts yours?`;
}
