import type { Application } from "../../analysis/application/application.ts";
import { withParents } from "../../analysis/application/around.ts";
import { type CorsConfiguration, isAsked } from "../../analysis/cors/configuration.ts";
import { compareVersions, declaredVersion, type Version } from "../../analysis/environment/versions.ts";
import { rangeOf } from "../../analysis/module.ts";
import type { Project } from "../../analysis/project.ts";
import { itemsOf, type Resolved, textOf } from "../../analysis/settings/resolved.ts";
import type { Sighting } from "../../engine/rule.ts";
import { renderExpr } from "../../python/render.ts";
import { placeText } from "../place-text.ts";
import { corsSighting } from "./cors-steps.ts";

/**
 * Since then `CORSMiddleware` sends `*` where credentials are off; before, it sent the origin of every request with cookies back.
 * https://github.com/Kludex/starlette/pull/3137
 */
const PLAIN_WILDCARD: Version = [1, 0];

/** A wildcard without credentials on an application that is mounted below one whose layer says that credentials are allowed. */
export function mountedWildcard(
  { cors, texts }: Project,
  configuration: CorsConfiguration,
  about: Resolved,
): Sighting | undefined {
  const { application, scope } = configuration;
  if (application?.parent === undefined || configuration.how === "socket") return undefined;
  const below = declaredVersion(texts, "starlette", scope.module.path)?.below;
  if (below === undefined || compareVersions(below, PLAIN_WILDCARD) > 0) return undefined;
  const outer = credentialedAbove(application, cors.configurations);
  if (outer === undefined) return undefined;
  const { call } = outer;
  const { module } = outer.scope;
  return corsSighting({
    configuration,
    option: configuration.origins,
    about,
    key: "any-origin:mounted",
    severity: "medium",
    confidence: "probable",
    question: `\`allow_origins\` is \`["*"]\` here, below an application whose \`${outer.name}\` (\`${placeText(module, call.p)}\`) allows credentials. This version of Starlette sends the origin of a request with cookies back, and the outer layer adds \`Access-Control-Allow-Credentials: true\`, so any site could read the answer. Is that intended, or would the outer list be enough?`,
    note: "admits every origin",
    context: [
      { ...rangeOf(module, call.p, call.q), text: renderExpr(call, 80), note: "allows credentials", background: true },
    ],
  });
}

function credentialedAbove(
  application: Application,
  configurations: readonly CorsConfiguration[],
): CorsConfiguration | undefined {
  const above = new Set(withParents(application).slice(1));
  return configurations.find(
    (each) =>
      each.application !== undefined &&
      above.has(each.application) &&
      each.how === "middleware" &&
      isAsked(each) &&
      each.credentials.value.data.k === "bool" &&
      each.credentials.value.data.v === true,
  );
}

/** `http://localhost:3000` and the like. */
const LOCAL = /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::\d+)?$/i;

/** Origins on the visitor's own machine that stand for good beside those of the service, with credentials. */
export function localBeside(configuration: CorsConfiguration): Sighting | undefined {
  const { origins, credentials } = configuration;
  if (origins.value.certainty !== "literal" || credentials.value.certainty !== "literal") return undefined;
  const items = (itemsOf(origins.value) ?? []).filter(
    (item) => item.certainty === "literal" && item.when === undefined,
  );
  const local = items.find((item) => LOCAL.test(textOf(item) ?? ""));
  const served = items.find((item) => {
    const text = textOf(item);
    return text !== undefined && /^https:\/\/[\w-]+(?:\.[\w-]+)+$/.test(text) && !LOCAL.test(text);
  });
  const [shown, other] = [local, served].map((item) => (item === undefined ? undefined : textOf(item)));
  if (local === undefined || shown === undefined || other === undefined || shown.length + other.length > 120)
    return undefined;
  return corsSighting({
    configuration,
    option: origins,
    about: local,
    key: "any-origin:local",
    severity: "info",
    confidence: "probable",
    summary: true,
    question: `\`allow_origins\` lists \`"${shown}"\` beside \`"${other}"\`, and credentials are on, so whatever answers on that port of a visitor's own machine could read what this API answers to their cookies. Is it meant where the service is deployed too, or for development only?`,
    note: "a visitor's own machine",
  });
}
