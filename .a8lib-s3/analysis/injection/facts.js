import { once } from "../once.js";
import { indexProviders, pathOperations, usesInjectionFramework, } from "./providers.js";
import { findBypasses } from "./bypasses.js";
import { findRepeatedGuards } from "./guards.js";
import { findOwnSessions } from "./own-sessions.js";
import { findRequestPools } from "./pools.js";
import { findBuiltServices } from "./services.js";
import { findSettingsReads } from "./settings.js";
/** Works out the facts about injection, each when it is first asked for. */
export function createInjectionFacts(sources) {
    const { evaluator, modules, routes, dependencies, entries, models, served } = sources;
    const operations = once(() => pathOperations(routes()));
    const providers = once(() => indexProviders(evaluator, dependencies()));
    const framework = once(() => usesInjectionFramework(evaluator));
    const bypasses = once(() => findBypasses(evaluator, operations(), providers(), served()));
    const ownSessions = once(() => findOwnSessions(evaluator, operations(), providers()));
    const services = once(() => findBuiltServices(evaluator, operations()));
    const settingsReads = once(() => findSettingsReads(evaluator, models(), modules, operations(), providers()));
    const guards = once(() => findRepeatedGuards(evaluator, operations(), providers()));
    const pools = once(() => findRequestPools(evaluator, entries()));
    return {
        get services() {
            return services();
        },
        get settingsReads() {
            return settingsReads();
        },
        get guards() {
            return guards();
        },
        get pools() {
            return pools();
        },
        get bypasses() {
            return bypasses();
        },
        get ownSessions() {
            return ownSessions();
        },
        get operations() {
            return operations();
        },
        get providers() {
            return providers();
        },
        get framework() {
            return framework();
        },
    };
}
