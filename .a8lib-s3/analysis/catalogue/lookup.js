import { expandBraces } from "./expand.js";
import { catalogue } from "./index.js";
import { indexNames } from "./name-index.js";
/** Builds the answers over rows; reads them once. */
export function createLookup(rows) {
    const calls = indexNames(rows, (row) => row.calls ?? []);
    const types = indexNames(rows, (row) => row.types ?? []);
    const factories = indexNames(rows, (row) => row.factories ?? []);
    const makers = indexNames(rows, (row) => row.makers ?? []);
    const byId = new Map(rows.map((row) => [row.id, row]));
    function callRow(name) {
        const row = calls.find(name);
        return row?.severity === "none" ? undefined : row;
    }
    function memberRow(row, member) {
        const given = row.gives?.[member];
        if (given !== undefined) {
            return byId.get(given);
        }
        return row.chain === true && !isBlockingMethod(row, member) ? row : undefined;
    }
    function isQuiet(name) {
        return [calls, types, factories].some((index) => index.find(name)?.severity === "none");
    }
    return { callRow, typeRow: types.find, factoryRow: factories.find, makerRow: makers.find, memberRow, isQuiet };
}
/** A name for the row's receivers where only the row is known: `redis.Redis`. */
export function typeNameOf(row) {
    const [first] = row.types ?? [];
    return first === undefined ? undefined : expandBraces(first)[0];
}
/** Whether calling the method on a receiver of the row blocks; `__call__` stands for calling the receiver itself. */
export function isBlockingMethod(row, method) {
    if (row.severity === "none" || row.methods === undefined || row.quiet?.includes(method) === true) {
        return false;
    }
    return row.methods.includes(method) || (row.methods.includes("*") && !method.startsWith("_"));
}
/** The answers over the whole catalogue; see `CatalogueLookup`. */
export const { callRow, typeRow, factoryRow, makerRow, memberRow, isQuiet } = createLookup(catalogue);
