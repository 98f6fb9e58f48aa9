import { renderExpr } from "../../python/render.js";
import { symbolOf } from "../module.js";
/** What people and tools see of the applications. */
export function readStacks(applications) {
    return applications.map((application) => ({
        symbol: application.symbol,
        ...placeOf(application.place),
        mountedOn: application.parent === undefined
            ? null
            : { symbol: application.parent.application.symbol, path: application.parent.path },
        middleware: application.middleware.map(layerData),
        exceptionHandlers: application.exceptionHandlers.map(({ of, outermost, fn, place }) => ({
            for: of,
            handler: nameOf(fn),
            outermost,
            ...placeOf(place),
        })),
        state: application.state.map(({ name, place }) => ({ name, ...placeOf(place) })),
        unresolved: application.unresolved.map(({ text, place }) => ({ text, ...placeOf(place) })),
    }));
}
const MAX_OPTION = 60;
function layerData({ name, qualified, how, condition, call, place }) {
    return {
        name,
        qualified,
        how,
        condition: condition?.text ?? null,
        when: condition?.when ?? null,
        options: call.a.flatMap((argument) => argument.n === undefined ? [] : [`${argument.n}=${renderExpr(argument.e, MAX_OPTION)}`]),
        ...placeOf(place),
    };
}
function nameOf(fn) {
    return fn === undefined ? null : symbolOf(fn);
}
function placeOf({ path, line }) {
    return { file: path, line };
}
