import type { CorsHeader } from "../../analysis/cors/headers.ts";
import { rangeOf } from "../../analysis/module.ts";
import type { Project } from "../../analysis/project.ts";
import type { Sighting } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";

/** Questions about functions that write the CORS header themselves: with credentials for each, without once. */
export function* headerSightings({ cors }: Project): Generator<Sighting> {
  let isAsked = false;
  for (const header of cors.headers) {
    const isOpen = header.admits === "origin" && header.credentials;
    // A single route that everybody may read is a choice of that route.
    const isWorth = isOpen || header.admits === "origin" || header.around;
    if (!isWorth || (!isOpen && isAsked)) continue;
    isAsked ||= !isOpen;
    yield sightingOf(header, isOpen);
  }
}

function sightingOf({ fn, statement, admits }: CorsHeader, isOpen: boolean): Sighting {
  const name = `\`${code(fn.facts.name)}\``;
  const question = isOpen
    ? `${name} sends the caller's own origin back in \`Access-Control-Allow-Origin\`, together with \`Access-Control-Allow-Credentials: true\`, and I saw no comparison with origins that are known. Any site could then read what this API answers to a visitor's cookies. Is every origin intended, or is it compared somewhere I can't see?`
    : `${name} sets \`Access-Control-Allow-Origin\` to ${admits === "any" ? "`*`" : "the caller's own origin"} for whoever asks, so scripts of any site can read these answers, without cookies. Is this API meant for any caller, or is the origin compared somewhere I can't see?`;
  return singleSighting({
    module: fn.module,
    fn,
    key: `any-origin:header:${isOpen ? "credentials" : "open"}`,
    severity: isOpen ? "high" : "low",
    confidence: isOpen ? "certain" : "probable",
    summary: !isOpen,
    question: fit(question),
    at: { ...rangeOf(fn.module, statement.p, statement.q), text: "Access-Control-Allow-Origin" },
    note: admits === "any" ? "admits every origin" : "the caller's origin comes back",
  });
}
