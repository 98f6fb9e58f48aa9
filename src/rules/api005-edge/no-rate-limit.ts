import { layersAround, servedApplications } from "../../analysis/application/around.ts";
import { headsOf } from "../../analysis/application/heads.ts";
import { largestOfEachFolder } from "../../analysis/application/largest.ts";
import { layerKind } from "../../analysis/application/layer-kinds.ts";
import { LIMITS, protectionsOf } from "../../analysis/application/protections.ts";
import type { Application } from "../../analysis/application/application.ts";
import { deploymentFiles, hasUnreadProxy } from "../../analysis/infrastructure/deployment-files.ts";
import type { Project } from "../../analysis/project.ts";
import { routeLabel, type Route } from "../../analysis/routing/routes.ts";
import { defineCheck, type Observation } from "../../engine/rule.ts";
import { constructedAt } from "../constructed-at.ts";
import { counted } from "../counted.ts";
import { code } from "../code.ts";
import { concern, concerns } from "../concern.ts";
import { fit } from "../fit.ts";
import { isJudged, searchedPlaces, searchedText } from "./searched.ts";

/** Routes that strangers try: credentials, uploads, work that costs money. */
const SENSITIVE =
  /login|token(?!i[sz]|[-_/]?count)|sign[-_]?in|sign[-_]?up|register|password|auth[\w/-]*reset|forgot|otp|verify|magic|mfa|upload|completions?|chat|generate/i;

/** Those among them that are guessed at. */
const CREDENTIALS = /login|token(?!i[sz]|[-_/]?count)|sign[-_]?in|password|otp|mfa/i;

/**
 * An application for which no rate limit was found, in its layers, its routes, its code and the files that say how it is deployed.
 * Out of scope: applications with fewer than five routes, those whose layers could not all be followed, and repositories that
 * declare that the platform limits.
 */
export const noRateLimit = defineCheck({
  name: "no-rate-limit",
  asks: "an application for which no rate limit was found (in the summary, once)",
  *find(project) {
    const { applications, infrastructure, architecture } = project;
    const judged = servedApplications(applications, project.attribution).filter((served) => isJudged(project, served));
    if (judged.length === 0 || protectionsOf(project).rateLimit) return;
    if (infrastructure.traits.some(({ trait }) => trait === "rate_limit") || hasUnreadProxy(infrastructure)) return;
    if (architecture.providedByPlatform.some(({ value }) => value === "rate_limit")) return;
    const isDeployed = deploymentFiles(project.infrastructure).length > 0;
    const found = judged.filter(
      ({ application, below, routes }) =>
        (isDeployed || routes.some(isGuessed)) && ![application, ...below].some((each) => isLimited(project, each)),
    );
    for (const { application, routes } of largestOfEachFolder(found)) yield observationOf(project, application, routes);
  },
});

function isSensitive({ path, methods }: Route): boolean {
  return SENSITIVE.test(path) && methods.some((method) => method !== "GET");
}

/** Without a word about the deployment, only credentials are reason enough to ask. */
function isGuessed(route: Route): boolean {
  return isSensitive(route) && isCredential(route);
}

function isCredential({ path }: Route): boolean {
  return CREDENTIALS.test(path);
}

function isLimited({ evaluator }: Project, application: Application): boolean {
  return layersAround(application).some(
    (layer) => LIMITS.test(layer.qualified) || LIMITS.test(layer.name) || layerKind(evaluator, layer) === "rate_limit",
  );
}

function observationOf(project: Project, application: Application, routes: readonly Route[]): Observation {
  const sensitive = routes.filter(isSensitive);
  const others = sensitive.length - 1;
  const about = (named: Route | undefined): string => {
    const what =
      named === undefined
        ? `for the ${counted(routes.length, "route")}`
        : `for \`${code(routeLabel(named))}\`${others === 0 ? "" : ` and ${counted(others, "other route")} of its kind`}`;
    return fit(
      `I couldn't find rate limiting ${what} in ${searchedText(project, application)}. Is it enforced by a gateway or firewall that I can't see, or is it not needed here?`,
    );
  };
  return {
    kind: "absence",
    severity: "low",
    confidence: "probable",
    symbol: application.symbol,
    question: about(sensitive.find(isCredential) ?? sensitive[0]),
    anchor: constructedAt(application),
    searched: searchedPlaces(project, application, routes),
    about: [
      ...concerns(headsOf(application)),
      // The line that says the path; a change of what else the decorator is given, or of the handler, is about something else.
      ...sensitive
        .filter(isCredential)
        .map((route) => ({ ...concern({ ...route.place, endLine: route.place.line }), question: about(route) })),
    ],
    cause: { key: "no-rate-limit", path: application.place.path, symbol: application.symbol },
  };
}
