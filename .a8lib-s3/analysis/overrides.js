import { walkStatements } from "../python/visit.js";
import { basesOf } from "./evaluate/attributes.js";
import { hasDecorator } from "./evaluate/decorators.js";
import { classAt, functionAt } from "./module.js";
import { bindingsOfClass } from "./scopes.js";
const subclasses = new WeakMap();
/**
 * What a call of an abstract method runs: the override of the one class that implements it.
 * With several implementations nobody can tell which one runs, so there is no answer. A method with a body of its own is its own answer.
 */
export function implementationOf(evaluator, method) {
    if (method.facts.inClass === undefined || !isAbstract(evaluator, method))
        return method;
    const found = overridesOf(evaluator, method).filter((override) => !isAbstract(evaluator, override));
    return found.length === 1 ? found[0] : undefined;
}
/** The methods of the project's subclasses that take this one's place: the receiver may be any of them. */
export function overridesOf(evaluator, { module, facts }) {
    if (facts.inClass === undefined)
        return [];
    return descendants(evaluator, classAt(module, facts.inClass)).flatMap((cls) => {
        const binding = bindingsOfClass(cls).get(facts.name)?.at(-1);
        return binding?.k === "function" && !cls.module.aside ? [functionAt(cls.module, binding.index)] : [];
    });
}
function isAbstract(evaluator, method) {
    if (hasDecorator(evaluator, method, "abstractmethod", "abstractproperty"))
        return true;
    let doesSomething = false;
    walkStatements(method.facts.body, (statement) => {
        if (statement.k === "expr" && (statement.e.k === "str" || (statement.e.k === "const" && statement.e.v === "...")))
            return;
        if (statement.k === "raise" && statement.e !== undefined && /^NotImplementedError$/.test(raisedName(statement.e)))
            return;
        doesSomething = true;
    });
    return !doesSomething;
}
function raisedName(expr) {
    if (expr.k === "ref")
        return expr.n;
    return expr.k === "call" ? raisedName(expr.f) : "";
}
function descendants(evaluator, ref, depth = 0) {
    if (depth > MAX_GENERATIONS)
        return [];
    const children = childrenByClass(evaluator).get(ref.facts) ?? [];
    return children.flatMap((child) => [child, ...descendants(evaluator, child, depth + 1)]);
}
const MAX_GENERATIONS = 4;
function childrenByClass(evaluator) {
    const known = subclasses.get(evaluator);
    if (known !== undefined)
        return known;
    const found = new Map();
    for (const module of evaluator.index.modules) {
        for (const index of module.facts.classes.keys()) {
            const cls = classAt(module, index);
            for (const base of basesOf(evaluator, cls)) {
                if (base.k !== "class")
                    continue;
                const same = found.get(base.ref.facts);
                if (same === undefined)
                    found.set(base.ref.facts, [cls]);
                else
                    same.push(cls);
            }
        }
    }
    subclasses.set(evaluator, found);
    return found;
}
