import type { ModuleFacts } from "../python/facts.ts";
import { type Architecture, NOTHING_DECLARED } from "./architecture.ts";
import { isAside } from "./aside.ts";
import { findClientConstructions, findForgottenAwaits } from "./async-clients.ts";
import { groupCauses, type BlockingCause } from "./blocking/causes.ts";
import { type BlockingSite, findBlockingSites, findThreadSites } from "./blocking/reach.ts";
import { catalogue } from "./catalogue/index.ts";
import { collectCallSites, type CallSites } from "./call-sites.ts";
import { createCorsFacts, type CorsFacts } from "./cors/facts.ts";
import { findEntries, type Entry } from "./entries.ts";
import { findLoopsInThreads, findLostCoroutines, type LoopInThread, type LostCoroutine } from "./coroutines.ts";
import type { Application } from "./application/application.ts";
import { createErrorFacts, type ErrorFacts } from "./errors/facts.ts";
import { type Attribution, createAttribution } from "./application/attribution.ts";
import { findApplications } from "./application/find-applications.ts";
import { createEvaluator } from "./evaluate/create-evaluator.ts";
import type { Evaluator } from "./evaluate/evaluator.ts";
import { createHealthFacts, type HealthFacts } from "./health/facts.ts";
import type { Infrastructure } from "./infrastructure/infrastructure.ts";
import { createInfrastructure } from "./infrastructure/read-infrastructure.ts";
import { createInjectionFacts, type InjectionFacts } from "./injection/facts.ts";
import { createObservabilityFacts, type ObservabilityFacts } from "./observability/facts.ts";
import { createOutboundFacts, type OutboundFacts } from "./outbound/facts.ts";
import { createStructureFacts, type StructureFacts } from "./structure/facts.ts";
import { createWorkFacts, type WorkFacts } from "./work-facts.ts";
import { createDataFacts, type DataFacts } from "./data-facts.ts";
import type { Module } from "./module.ts";
import { lazily, once } from "./once.ts";
import { type EarlyCall, findEarlyCalls } from "./offloads.ts";
import { indexModules, type Layout, readLayout } from "./module-index.ts";
import { findDependencies, type Dependency } from "./routing/dependencies.ts";
import { findRouters, type Routers } from "./routing/routers.ts";
import { findRoutes, type Route } from "./routing/routes.ts";

/**
 * Everything that checks may ask about a project. Facts are worked out when they are first asked for, and once.
 * Whether they come from one file or from a whole repository makes no difference to a check.
 */
export interface Project {
  readonly modules: readonly Module[];
  /** Files that were not read, by path, with the reason. Nothing may be concluded from their silence. */
  readonly unread: ReadonlyMap<string, string>;
  /** Files that are not Python and say something about the project, by path: their text. */
  readonly texts: ReadonlyMap<string, string>;
  /** What the repository declares about itself. */
  readonly architecture: Architecture;
  /** Applications, with the layers around their routes. */
  readonly applications: readonly Application[];
  /** Which of them serve which routes. */
  readonly attribution: Attribution;
  /** How services answer for themselves, and how they are asked. */
  readonly health: HealthFacts;
  /** How the service is built, run and reached, as files that are not Python say. */
  readonly infrastructure: Infrastructure;
  /** Whom they let read their answers from other origins. */
  readonly cors: CorsFacts;
  readonly evaluator: Evaluator;
  readonly calls: CallSites;
  readonly routers: Routers;
  readonly routes: readonly Route[];
  readonly dependencies: readonly Dependency[];
  /** Providers, and the handlers that they serve. */
  readonly injection: InjectionFacts;
  /** Where a document says that code belongs. */
  readonly structure: StructureFacts;
  /** Background tasks and other work beside the answer. */
  readonly work: WorkFacts;
  /** How errors reach clients. */
  readonly errors: ErrorFacts;
  /** Requests to other services. */
  readonly outbound: OutboundFacts;
  /** Metrics and context of requests. */
  readonly observability: ObservabilityFacts;
  readonly entries: readonly Entry[];
  /** Blocking calls that run on the event loop, grouped by root cause. */
  readonly blocking: readonly BlockingCause[];
  /** Statements that create a coroutine and drop it. */
  readonly lostCoroutines: readonly LostCoroutine[];
  /** `def` entries that start an event loop, or create coroutines that nobody runs. */
  readonly loopsInThreads: readonly LoopInThread[];
  /** Work that was meant for a thread and runs before it gets there. */
  readonly earlyCalls: readonly EarlyCall[];
  /** Where async HTTP clients are built. */
  readonly clientConstructions: ReturnType<typeof findClientConstructions>;
  /** Requests of async clients that are taken for their response without `await`. */
  readonly forgottenAwaits: ReturnType<typeof findForgottenAwaits>;
  /** Blocking calls that `def` entries lead to, in FastAPI's thread pool. */
  readonly threaded: readonly BlockingSite[];
  /** Models, inputs and outputs. */
  readonly data: DataFacts;
}

/** A file of the project and what was read of it. */
export interface ProjectFile {
  readonly path: string;
  readonly facts: ModuleFacts;
}

/** Joins the facts of files into a project. `paths` are all paths known, read or not: they tell the layout. */
export function createProject(
  files: readonly ProjectFile[],
  paths: readonly string[],
  unread: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, string> = new Map(),
  architecture: Architecture = NOTHING_DECLARED,
): Project {
  const infrastructure = createInfrastructure(texts, unread);
  const layout = readLayout(paths);
  const modules = modulesOf(files, layout);
  const calls = once(() => collectCallSites(modules));
  const evaluator = createEvaluator(indexModules(modules, layout, isLibrary), calls);
  const routers = once(() => findRouters(evaluator, modules, calls()));
  const applications = once(() => findApplications(evaluator, modules, calls(), routers()));
  const routes = once(() => findRoutes(evaluator, modules, calls(), routers()));
  const attribution = once(() => createAttribution(applications(), routes(), routers()));
  const dependencies = once(() => findDependencies(evaluator, routes(), calls(), routers()));
  const entries = once(() => findEntries(evaluator, modules, calls(), routes(), dependencies()));
  const lostCoroutines = once(() => findLostCoroutines(evaluator, calls()));
  const loopsInThreads = once(() => findLoopsInThreads(evaluator, calls(), entries()));
  const clientConstructions = once(() => findClientConstructions(evaluator, calls()));
  const threaded = once(() => findThreadSites(evaluator, entries()));
  const blocking = once(() => groupCauses(findBlockingSites(evaluator, entries())));
  const data = createDataFacts(evaluator, modules, routers, routes);
  const injection = createInjectionFacts({
    evaluator,
    modules,
    routes,
    dependencies,
    entries,
    models: () => data.models,
    served: () => [...work.served.values()].map(([{ fn }]) => fn),
  });
  const work = createWorkFacts(evaluator, calls, () => injection.operations, entries);
  const cors = createCorsFacts({ evaluator, modules, calls, applications });
  const structure = createStructureFacts({ evaluator, modules, texts, paths, architecture, injection, entries });
  const project: Project = lazily<Project>({
    data: () => data,
    health: () => createHealthFacts(project),
    injection: () => injection,
    structure: () => structure,
    work: () => work,
    errors: () => createErrorFacts(() => project),
    observability: () => createObservabilityFacts(() => project),
    outbound: () => createOutboundFacts(() => project),
    modules: () => modules,
    unread: () => unread,
    texts: () => texts,
    architecture: () => architecture,
    infrastructure: () => infrastructure,
    cors: () => cors,
    evaluator: () => evaluator,
    applications,
    attribution,
    calls,
    routers,
    routes,
    dependencies,
    entries,
    lostCoroutines,
    loopsInThreads,
    earlyCalls: () => findEarlyCalls(evaluator, calls()),
    clientConstructions,
    forgottenAwaits: () => findForgottenAwaits(evaluator, calls()),
    threaded,
    blocking,
  });
  return project;
}

function modulesOf(files: readonly ProjectFile[], layout: Layout): readonly Module[] {
  return files.map(({ path, facts }) => ({
    path,
    name: layout.nameOf(path),
    isPackage: path.endsWith("__init__.py"),
    facts,
    aside: isAside(path),
  }));
}

/** The packages that the catalogue and the framework name: an import of theirs is never a folder of the project's own. */
const LIBRARIES = new Set([
  "fastapi",
  "starlette",
  "pydantic",
  ...catalogue.flatMap((row) =>
    [...(row.calls ?? []), ...(row.types ?? []), ...(row.factories ?? [])].map((name) => name.replace(/[.{].*$/, "")),
  ),
]);

function isLibrary(name: string): boolean {
  return LIBRARIES.has(name.split(".")[0] ?? name);
}
