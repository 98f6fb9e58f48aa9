import { bindingsOfClass } from "../scopes.js";
import { classAt, memoised } from "../module.js";
import { once } from "../once.js";
import { fieldsOf } from "./fields.js";
import { isPydantic, modelKind } from "./kind.js";
/** Indexes the models of all files. */
export function findModels(evaluator, modules) {
    const of = memoised((owner) => {
        const kind = modelKind(evaluator, owner);
        if (kind === undefined)
            return undefined;
        // Most classes are only ever asked for their kind.
        const fields = once(() => fieldsOf(evaluator, owner, kind));
        return {
            ref: owner,
            kind,
            pydantic: isPydantic(evaluator, owner),
            get fields() {
                return fields();
            },
            documented: isDocumented(owner),
        };
    });
    return {
        all: modules
            .filter((module) => !module.aside)
            .flatMap((module) => module.facts.classes.map((_facts, index) => of(classAt(module, index))))
            .filter((model) => model !== undefined),
        of,
    };
}
/** A docstring, or examples in `model_config` or `Config`. */
function isDocumented(ref) {
    const [first] = ref.facts.body;
    if (first?.k === "expr" && first.e.k === "str")
        return true;
    const own = bindingsOfClass(ref);
    const configured = own
        .get("model_config")
        ?.some((binding) => binding.k === "assigned" &&
        ((binding.value?.k === "call" && binding.value.a.some((argument) => EXAMPLES.test(argument.n ?? ""))) ||
            (binding.value?.k === "dict" && binding.value.i.some(([key]) => key?.k === "str" && EXAMPLES.test(key.v)))));
    if (configured === true)
        return true;
    const nested = own.get("Config")?.[0];
    return (nested?.k === "class" &&
        [...bindingsOfClass(classAt(ref.module, nested.index)).keys()].some((name) => EXAMPLES.test(name)));
}
const EXAMPLES = /^(?:json_schema_extra|schema_extra)$/;
