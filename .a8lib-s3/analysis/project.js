import { NOTHING_DECLARED } from "./architecture.js";
import { isAside } from "./aside.js";
import { findClientConstructions, findForgottenAwaits } from "./async-clients.js";
import { groupCauses } from "./blocking/causes.js";
import { findBlockingSites, findThreadSites } from "./blocking/reach.js";
import { catalogue } from "./catalogue/index.js";
import { collectCallSites } from "./call-sites.js";
import { findEntries } from "./entries.js";
import { findLoopsInThreads, findLostCoroutines } from "./coroutines.js";
import { createErrorFacts } from "./errors/facts.js";
import { findApplications } from "./application/find-applications.js";
import { createEvaluator } from "./evaluate/create-evaluator.js";
import { createInfrastructure } from "./infrastructure/read-infrastructure.js";
import { createInjectionFacts } from "./injection/facts.js";
import { createObservabilityFacts } from "./observability/facts.js";
import { createStructureFacts } from "./structure/facts.js";
import { createWorkFacts } from "./work-facts.js";
import { createDataFacts } from "./data-facts.js";
import { once } from "./once.js";
import { findEarlyCalls } from "./offloads.js";
import { indexModules, readLayout } from "./module-index.js";
import { findDependencies } from "./routing/dependencies.js";
import { findRouters } from "./routing/routers.js";
import { findRoutes } from "./routing/routes.js";
/** Joins the facts of files into a project. `paths` are all paths known, read or not: they tell the layout. */
export function createProject(files, paths, unread, texts = new Map(), architecture = NOTHING_DECLARED) {
    const layout = readLayout(paths);
    const modules = modulesOf(files, layout);
    const calls = once(() => collectCallSites(modules));
    const evaluator = createEvaluator(indexModules(modules, layout, isLibrary), calls);
    const routers = once(() => findRouters(evaluator, modules, calls()));
    const applications = once(() => findApplications(evaluator, modules, calls(), routers()));
    const routes = once(() => findRoutes(evaluator, modules, calls(), routers()));
    const dependencies = once(() => findDependencies(evaluator, routes(), calls(), routers()));
    const entries = once(() => findEntries(evaluator, modules, calls(), routes(), dependencies()));
    const lostCoroutines = once(() => findLostCoroutines(evaluator, calls()));
    const loopsInThreads = once(() => findLoopsInThreads(evaluator, calls(), entries()));
    const earlyCalls = once(() => findEarlyCalls(evaluator, calls()));
    const clientConstructions = once(() => findClientConstructions(evaluator, calls()));
    const forgottenAwaits = once(() => findForgottenAwaits(evaluator, calls()));
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
        served: () => [...work.served.values()].map(({ fn }) => fn),
    });
    const work = createWorkFacts(evaluator, calls, () => injection.operations, entries);
    const errors = createErrorFacts({ evaluator, modules, calls, routers, routes, entries, served: () => work.served });
    const observability = createObservabilityFacts({
        evaluator,
        calls,
        entries,
        dependencies,
        served: () => work.served,
    });
    const structure = createStructureFacts({ evaluator, modules, texts, paths, injection, entries });
    return {
        data,
        injection,
        structure,
        work,
        errors,
        observability,
        modules,
        unread,
        texts,
        architecture,
        infrastructure: createInfrastructure(texts, unread),
        evaluator,
        get applications() {
            return applications();
        },
        get calls() {
            return calls();
        },
        get routers() {
            return routers();
        },
        get routes() {
            return routes();
        },
        get dependencies() {
            return dependencies();
        },
        get entries() {
            return entries();
        },
        get lostCoroutines() {
            return lostCoroutines();
        },
        get loopsInThreads() {
            return loopsInThreads();
        },
        get earlyCalls() {
            return earlyCalls();
        },
        get clientConstructions() {
            return clientConstructions();
        },
        get forgottenAwaits() {
            return forgottenAwaits();
        },
        get threaded() {
            return threaded();
        },
        get blocking() {
            return blocking();
        },
    };
}
function modulesOf(files, layout) {
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
    ...catalogue.flatMap((row) => [...(row.calls ?? []), ...(row.types ?? []), ...(row.factories ?? [])].map((name) => name.replace(/[.{].*$/, ""))),
]);
function isLibrary(name) {
    return LIBRARIES.has(name.split(".")[0] ?? name);
}
