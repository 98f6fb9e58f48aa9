import type { Application } from "../../analysis/application/application.ts";
import { folderOf } from "../../analysis/infrastructure/workload-names.ts";
import { layersAround, withParents } from "../../analysis/application/around.ts";
import { protectionsOf } from "../../analysis/application/protections.ts";
import type { Project } from "../../analysis/project.ts";
import type { Route } from "../../analysis/routing/routes.ts";
import type { Step } from "../../engine/rule.ts";
import { renderCall } from "../../python/render.ts";
import { code } from "../blocking/single.ts";

/** Fewer routes than this are a sidecar, an example or a stub. */
export const MIN_ROUTES = 5;

/** More places than this are counted, not named. */
const MAX_NAMED = 4;

const DEVELOPMENT =
  /(?:^|[/_.-])(?:mock|fake|stub|dev|local|demo|example|sample|sandbox|debug|playground)s?(?:[/_.-]|$)/i;

/** An application that people use, with all of its layers known: about others nothing is said. */
export function isJudged(application: Application, routes: readonly Route[]): boolean {
  return (
    application.parent === undefined &&
    routes.length >= MIN_ROUTES &&
    withParents(application).every((each) => each.unresolved.length === 0) &&
    !application.router.scope.module.aside &&
    !DEVELOPMENT.test(application.place.path)
  );
}

/** The files that say how the service is deployed, without those that only list variables or set up an editor. */
export function deploymentFiles({ infrastructure }: Project): readonly string[] {
  return infrastructure.files.flatMap(({ path, kind }) =>
    kind === "env-example" || /(?:^|\/)\.devcontainer\//.test(path) ? [] : [path],
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
  const files = deploymentFiles(project);
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
    layers === 0 ? `${name}, which has no middleware` : `the ${layers === 1 ? "one" : layers} middleware of ${name}`;
  const files = deploymentFiles(project).length;
  return `${stack}, its routes and their dependencies${files === 0 ? "" : ` or the ${files === 1 ? "one deployment file" : `${files} deployment files`}`}`;
}

/** `1 layer`, `6 layers`. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Where the application is constructed. */
export function constructedAt(application: Application): Step {
  return {
    ...application.place,
    text: renderCall(application.router.call),
    note: "the application is constructed here",
  };
}

/** Applications in one folder are variants of one service, or its workers; the one with the most routes stands for them. */
export function largestOfEachFolder<T extends readonly [Application, readonly Route[]]>(
  found: readonly T[],
): readonly T[] {
  const largest = new Map<string, T>();
  for (const each of found) {
    const folder = folderOf(each[0].place.path);
    if ((largest.get(folder)?.[1].length ?? -1) < each[1].length) largest.set(folder, each);
  }
  return [...largest.values()];
}
