import { decorationOf } from "../decoration.js";
import { executionsOf } from "../executions.js";
import { rarer } from "../memo.js";
import { keyOf } from "../module.js";
import { edgesOf } from "./edges.js";
/** Longer chains exist, but nobody can check them in a review. */
export const MAX_HOPS = 8;
/** Follows execution from every entry that runs on the event loop. Each site is reported once, with one shortest way per entry. */
export function findBlockingSites(evaluator, entries) {
    return collectSites(evaluator, entries, (entry) => loopStarts(evaluator, entry));
}
/** The same from every `def` entry, which FastAPI runs in its thread pool: nothing blocks the loop there, but a call without a time-out holds one of its threads. */
export function findThreadSites(evaluator, entries) {
    return collectSites(evaluator, entries, (entry) => decorationOf(evaluator, entry.fn).async || entry.fn.facts.async ? [] : [startAt(entry.fn)]);
}
function collectSites(evaluator, entries, startsOf) {
    const sites = new Map();
    for (const entry of entries) {
        for (const { edge, visit } of walkFrom(evaluator, startsOf(entry))) {
            if (visit.fn.module.aside)
                continue;
            const key = `${visit.fn.module.path}:${edge.execution.p}:${edge.sink.row.id}`;
            const site = sites.get(key) ?? { sink: edge.sink, fn: visit.fn, execution: edge.execution, reached: [] };
            sites.set(key, site);
            site.reached.push({ entry, hops: hopsOf(visit.hop), memo: rarer(visit.memo, edge.execution.memo) });
        }
    }
    return [...sites.values()];
}
/** Breadth first, so that the first way found is a shortest one; ways through a memo come last, since the others tell more. */
function* walkFrom(evaluator, queue) {
    const seen = new Set();
    const sunk = new Set();
    const lines = { always: queue, seldom: new Array(), once: new Array() };
    const next = () => lines.always.shift() ?? lines.seldom.shift() ?? lines.once.shift();
    for (let visit = next(); visit !== undefined; visit = next()) {
        const on = visit.self === undefined ? "" : `${visit.self.module.path}#${visit.self.index}`;
        const key = `${keyOf(visit.fn)}@${on}?${[...visit.known].map(([name, truth]) => `${name}${truth ? "+" : "-"}`).join()}`;
        if (seen.has(key))
            continue;
        seen.add(key);
        for (const edge of edgesOf(evaluator, visit.fn, visit.self)) {
            if (isRuledOut(edge.execution, visit.known))
                continue;
            if (edge.k === "sink") {
                const place = `${visit.fn.module.path}:${edge.execution.p}`;
                if (sunk.has(place))
                    continue;
                sunk.add(place);
                yield { edge, visit };
            }
            else if (visit.depth < MAX_HOPS) {
                const memo = rarer(visit.memo, rarer(edge.execution.memo, keptBy(edge)));
                lines[memo ?? "always"].push({
                    fn: edge.to,
                    self: edge.self,
                    known: knownArguments(edge.to, edge.call, visit.known),
                    hop: { hop: { fn: visit.fn, execution: edge.execution, to: edge.to }, before: visit.hop },
                    depth: visit.depth + 1,
                    memo,
                });
            }
        }
    }
}
/** What the framework runs for an entry on the event loop: nothing for a plain `def`, the wrapper for a decorated one. */
function loopStarts(evaluator, entry) {
    const decoration = decorationOf(evaluator, entry.fn);
    if (!decoration.async)
        return [];
    if (decoration.wrapper === undefined)
        return [startAt(entry.fn)];
    return decoration.runsOriginal ? [startAt(entry.fn), startAt(decoration.wrapper)] : [startAt(decoration.wrapper)];
}
function startAt(fn) {
    return { fn, self: undefined, known: new Map(), hop: undefined, depth: 0, memo: undefined };
}
/** A cache keeps one result for each set of arguments. */
function keptBy(edge) {
    if (!edge.cached)
        return undefined;
    return edge.to.facts.params.every(({ name }) => name === "self" || name === "cls") ? "once" : "seldom";
}
function isRuledOut(execution, known) {
    return execution.guards.some((guard) => known.has(guard.name) && known.get(guard.name) !== guard.truthy);
}
/** The parameters whose truth this call decides, among those that the function's guards ask about. */
function knownArguments(fn, call, outer) {
    const asked = guardNames(fn);
    if (asked.size === 0 || call === undefined || call.a.some(isPassedOn))
        return EMPTY;
    const known = new Map();
    const offset = fn.facts.inClass === undefined ||
        fn.facts.params[0]?.name === undefined ||
        !/^(?:self|cls)$/.test(fn.facts.params[0].name)
        ? 0
        : 1;
    for (const [position, parameter] of fn.facts.params.entries()) {
        if (!asked.has(parameter.name))
            continue;
        const positional = call.a[position - offset];
        const given = call.a.find((argument) => argument.n === parameter.name)?.e ??
            (positional?.n === undefined && positional?.s === undefined ? positional?.e : undefined);
        const truth = truthOf(given ?? parameter.default, given === undefined ? EMPTY : outer);
        if (truth !== undefined)
            known.set(parameter.name, truth);
    }
    return known;
}
/** `*args` may fill any parameter, and `**kwargs` passes on what a caller said. A mapping of data, `**row`, leaves flags at their defaults. */
function isPassedOn({ s, e }) {
    return (s === "*" ||
        (s === "**" &&
            (e.k !== "ref" || /(?:^|_)(?:kwargs|kw|args|arguments|params|options|opts|config|cfg|settings|extra)$/.test(e.n))));
}
const EMPTY = new Map();
const guardsByFunction = new WeakMap();
function guardNames(fn) {
    const known = guardsByFunction.get(fn.facts);
    if (known !== undefined)
        return known;
    const parameters = new Set(fn.facts.params.map((parameter) => parameter.name));
    const names = new Set(executionsOf(fn)
        .flatMap((execution) => execution.guards.map((guard) => guard.name))
        .filter((name) => parameters.has(name)));
    guardsByFunction.set(fn.facts, names);
    return names;
}
function truthOf(expr, outer) {
    if (expr === undefined)
        return undefined;
    if (expr.k === "const")
        return expr.v !== "False" && expr.v !== "None" && expr.v !== "0";
    if (expr.k === "str" && expr.f === undefined)
        return expr.v !== "";
    return expr.k === "ref" ? outer.get(expr.n) : undefined;
}
function hopsOf(link) {
    const hops = [];
    for (let current = link; current !== undefined; current = current.before)
        hops.unshift(current.hop);
    return hops;
}
