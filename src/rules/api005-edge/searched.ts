import type { Application } from "../../analysis/application/application.ts";
import { layersAround, type ServedApplication } from "../../analysis/application/around.ts";
import { MIN_ROUTES } from "../../analysis/application/largest.ts";
import { protectionsOf } from "../../analysis/application/protections.ts";
import { deploymentFiles } from "../../analysis/infrastructure/deployment-files.ts";
import type { Project } from "../../analysis/project.ts";
import type { Route } from "../../analysis/routing/routes.ts";
import { code } from "../code.ts";
import { counted } from "../counted.ts";

/** More places than this are counted, not named. */
const MAX_NAMED = 4;

const DEVELOPMENT =
  /(?:^|[/_.-])(?:mock|fake|stub|dev|local|demo|example|sample|sandbox|debug|playground)s?(?:[/_.-]|$)/i;

/** An application that people use, with all of its layers known, and those of what is mounted below it: about others nothing is said. */
export function isJudged({ attribution }: Project, { application, below, routes }: ServedApplication): boolean {
  return (
    !attribution.isVariant(application) &&
    routes.length >= MIN_ROUTES &&
    [application, ...below].every((each) => each.unresolved.length === 0) &&
    !application.router.scope.module.aside &&
    !DEVELOPMENT.test(application.place.path)
  );
}

/** Where the layers, the dependencies and the files were looked at, with counts. */
export function searchedPlaces(
  project: Project,
  application: Application,
  routes: readonly Route[],
): readonly [string, ...string[]] {
  const layers = layersAround(application);
  const own = new Set(routes);
  const providers = project.dependencies.filter((dependency) => dependency.routes.some((route) => own.has(route)));
  const files = deploymentFiles(project.infrastructure);
  const more = files.length - MAX_NAMED;
  return [
    `${counted(layers.length, "middleware", "middleware")} of ${application.symbol}`,
    `${counted(routes.length, "route")} with their decorators and ${counted(providers.length, "dependency", "dependencies")}`,
    counted(protectionsOf(project).files, "Python file"),
    ...(files.length === 0
      ? ["no files that say how it is deployed"]
      : [more > 0 ? `${files.slice(0, MAX_NAMED).join(", ")} and ${more} more` : files.join(", ")]),
  ];
}

/** The same places in a clause of a question. */
export function searchedText(project: Project, application: Application): string {
  const layers = layersAround(application).length;
  const name = `\`${code(application.symbol)}\``;
  const stack =
    layers === 0 ? `${name} (which has no middleware)` : `the ${layers === 1 ? "one" : layers} middleware of ${name}`;
  const files = deploymentFiles(project.infrastructure).length;
  return `${stack}, its routes and their dependencies${files === 0 ? "" : `, or the ${files === 1 ? "one deployment file" : `${files} deployment files`}`}`;
}
