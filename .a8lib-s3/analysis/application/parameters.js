import { sourceOf } from "./names.js";
/** The names that a call gives to a function's parameters. `self` is what the method is called on. */
export function boundNames(walker, fn, call, frame, context, self) {
    const names = new Map();
    const value = (expr) => walker.evaluate(expr, frame, context) ?? { k: "expr", ...sourceOf(walker, expr, frame) };
    const params = [...fn.facts.params];
    const [first] = params;
    if (self !== undefined && first !== undefined) {
        names.set(first.name, self);
        params.shift();
    }
    const positional = params.filter((parameter) => parameter.kind === undefined);
    const rest = new Map();
    let index = 0;
    for (const argument of call.a) {
        if (argument.s === "**") {
            const thing = walker.evaluate(argument.e, frame, context);
            if (thing?.k === "keywords")
                for (const [name, each] of thing.given)
                    (params.some((parameter) => parameter.name === name) ? names : rest).set(name, each);
            continue;
        }
        const thing = value(argument.e);
        if (argument.s === "*")
            continue;
        const parameter = argument.n === undefined
            ? positional[index]
            : params.find((each) => each.name === argument.n && each.kind !== "**");
        if (argument.n === undefined)
            index += 1;
        if (parameter !== undefined)
            names.set(parameter.name, thing);
        else if (argument.n !== undefined)
            rest.set(argument.n, thing);
    }
    const collector = params.find((parameter) => parameter.kind === "**");
    if (collector !== undefined)
        names.set(collector.name, { k: "keywords", given: rest });
    return names;
}
