import type { Application } from "../../analysis/application/application.ts";
import { layersAround, servedApplications } from "../../analysis/application/around.ts";
import { headsOf } from "../../analysis/application/heads.ts";
import { largestOfEachFolder } from "../../analysis/application/largest.ts";
import { layerCode, wordOf } from "../../analysis/application/layer-code.ts";
import { layerKind } from "../../analysis/application/layer-kinds.ts";
import { protectionsOf, SECURITY_HEADER, servesBrowsers } from "../../analysis/application/protections.ts";
import { deploymentFiles, hasUnreadProxy } from "../../analysis/infrastructure/deployment-files.ts";
import type { Project } from "../../analysis/project.ts";
import type { Route } from "../../analysis/routing/routes.ts";
import { defineCheck, type Observation } from "../../engine/rule.ts";
import { constructedAt } from "../constructed-at.ts";
import { concerns } from "../concern.ts";
import { fit } from "../fit.ts";
import { isJudged, searchedPlaces, searchedText } from "./searched.ts";

/**
 * An application for which nothing was found that sets security headers, in its layers, its code and the files that say how it
 * is deployed. For an interface that answers nothing but JSON it is a remark: browsers show none of it.
 * Out of scope: what `no-rate-limit` leaves out, and applications with a layer that sets any of these headers.
 */
export const noSecurityHeaders = defineCheck({
  name: "no-security-headers",
  asks: "an application for which nothing was found that sets security headers (in the summary, once)",
  *find(project) {
    const { applications, infrastructure, architecture } = project;
    const judged = servedApplications(applications, project.attribution).filter((served) => isJudged(project, served));
    if (judged.length === 0 || protectionsOf(project).securityHeaders) return;
    if (infrastructure.traits.some(({ trait }) => trait === "security_headers") || hasUnreadProxy(infrastructure))
      return;
    if (architecture.providedByPlatform.some(({ value }) => value === "security_headers")) return;
    const isDeployed = deploymentFiles(project.infrastructure).length > 0;
    const found = judged.filter(
      ({ application, below }) => ![application, ...below].some((each) => setsHeaders(project, each)),
    );
    for (const { application, routes } of largestOfEachFolder(found)) {
      const isForBrowsers = servesBrowsers(application, applications, protectionsOf(project));
      // Nothing that a browser shows, and no word about what stands in front of it: nobody would want to be asked.
      if (isForBrowsers || isDeployed) yield observationOf(project, application, routes, isForBrowsers);
    }
  },
});

function setsHeaders({ evaluator }: Project, application: Application): boolean {
  return layersAround(application).some(
    (layer) =>
      layerKind(evaluator, layer) === "security_headers" ||
      (layer.fn !== undefined &&
        layerCode(evaluator, layer.fn, 1).some(({ expr }) => expr.k === "str" && SECURITY_HEADER.test(wordOf(expr)))),
  );
}

function observationOf(
  project: Project,
  application: Application,
  routes: readonly Route[],
  isForBrowsers: boolean,
): Observation {
  const why = isForBrowsers
    ? "It serves pages, files or cookies to browsers"
    : "I saw no pages and no cookies, and without those `Strict-Transport-Security` and `X-Content-Type-Options` are what would matter";
  return {
    kind: "absence",
    severity: isForBrowsers ? "low" : "info",
    confidence: "probable",
    symbol: application.symbol,
    question: fit(
      `I couldn't find security headers in ${searchedText(project, application)}. ${why}. Are they set by a proxy that I can't see, or left out on purpose?`,
    ),
    anchor: constructedAt(application),
    searched: searchedPlaces(project, application, routes),
    about: concerns(headsOf(application)),
    cause: { key: "no-security-headers", path: application.place.path, symbol: application.symbol },
  };
}
