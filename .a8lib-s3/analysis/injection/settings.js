import { walkExpr, expressionsOf } from "../../python/visit.js";
import { executionsOf } from "../executions.js";
import { bindingsOfModule } from "../scopes.js";
import { placedStatements } from "../statements.js";
const ENVIRONMENT = /^os\.(?:getenv|environ\.get)$/;
/** What path operations read although the project has settings of its own to ask. */
export function findSettingsReads(evaluator, models, modules, operations, providers) {
    const sources = settingsSources(evaluator, models, modules, providers);
    const [first] = sources;
    if (first === undefined)
        return [];
    return operations.flatMap((operation) => {
        const { fn } = operation;
        const scope = { module: fn.module, fn };
        for (const { k, expr } of executionsOf(fn)) {
            if (k !== "call" || expr.k !== "call")
                continue;
            const callee = evaluator.value(expr.f, scope);
            if (callee.k === "external" && ENVIRONMENT.test(callee.name))
                return [{ operation, expr, source: first }];
            const built = callee.k === "class" ? sources.find(({ settings }) => settings.facts === callee.ref.facts) : undefined;
            if (built !== undefined)
                return [{ operation, expr, source: built }];
        }
        const item = environmentItem(evaluator, fn, scope);
        return item === undefined ? [] : [{ operation, expr: item, source: first }];
    });
}
/** `os.environ["KEY"]`. */
function environmentItem(evaluator, fn, scope) {
    let found;
    for (const { statement } of placedStatements(fn.facts.body)) {
        // What is assigned to the environment is not read from it.
        const read = statement.k === "assign" ? (statement.e === undefined ? [] : [statement.e]) : expressionsOf(statement);
        for (const expr of read)
            walkExpr(expr, (part) => {
                if (part.k !== "sub" || found !== undefined)
                    return;
                const owner = evaluator.value(part.o, scope);
                if (owner.k === "external" && owner.name === "os.environ")
                    found = part;
            });
    }
    return found;
}
function settingsSources(evaluator, models, modules, providers) {
    const found = [];
    for (const module of modules) {
        if (module.aside)
            continue;
        for (const [name, bindings] of bindingsOfModule(module)) {
            const [only, ...others] = bindings;
            if (only?.k !== "assigned" || others.length > 0 || only.value?.k !== "call")
                continue;
            const value = evaluator.value(only.value, { module, fn: undefined });
            if (value.k === "instance" && models.of(value.ref)?.kind === "settings")
                found.push({ settings: value.ref, name, module, p: only.p, q: only.q });
        }
    }
    for (const { fn, gives } of providers.values()) {
        if (gives.k === "instance" && models.of(gives.ref)?.kind === "settings")
            found.push({ settings: gives.ref, name: `${fn.facts.name}()`, module: fn.module, p: fn.facts.p, q: fn.facts.q });
    }
    return found;
}
