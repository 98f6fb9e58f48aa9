import { thingNamed } from "./names.js";
/** Reads a call's arguments. */
export function given(walker, call, frame) {
    const collected = new Map();
    let open = false;
    for (const { s, e } of call.a) {
        if (s !== "**")
            continue;
        const thing = e.k === "ref" ? thingNamed(walker, e.n, frame) : undefined;
        if (thing?.k === "keywords")
            for (const [name, value] of thing.given)
                collected.set(name, value);
        else
            open = true;
    }
    const positional = call.a.filter((argument) => argument.n === undefined);
    const spread = positional.findIndex((argument) => argument.s !== undefined);
    return {
        get: (keyword, position) => {
            const named = call.a.find((argument) => argument.n === keyword)?.e;
            if (named !== undefined)
                return named;
            const passed = collected.get(keyword);
            if (passed?.k === "expr")
                return passed.expr;
            if (position === undefined || (spread !== -1 && position >= spread))
                return undefined;
            return positional[position]?.e;
        },
        thing: (keyword) => collected.get(keyword),
        open,
    };
}
