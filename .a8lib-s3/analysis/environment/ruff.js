import { foldersAbove } from "./folders.js";
const LISTS = /^[ \t]*(extend-select|select|extend-ignore|ignore)[ \t]*=[ \t]*\[([^\]]{0,4000})\]/gm;
/** Whether the Ruff settings that hold for `near` select a rule, so that Ruff has asked already. Ruff's default selection holds none of the rules asked about here. */
export function ruffSelects(texts, near, code) {
    for (const folder of foldersAbove(near)) {
        const prefix = folder === "" ? "" : `${folder}/`;
        const own = texts.get(`${prefix}.ruff.toml`) ??
            texts.get(`${prefix}ruff.toml`) ??
            ruffTable(texts.get(`${prefix}pyproject.toml`));
        if (own !== undefined)
            return selects(own, code);
    }
    return false;
}
/** The `[tool.ruff…]` tables of a `pyproject.toml`. */
function ruffTable(text) {
    const tables = text?.split(/^(?=\[)/m).filter((table) => /^\[tool\.ruff[.\]]/.test(table)) ?? [];
    return tables.length === 0 ? undefined : tables.join("\n");
}
function selects(settings, code) {
    let selected = false;
    let ignored = false;
    for (const [, list = "", codes = ""] of settings.matchAll(LISTS)) {
        const matches = [...codes.matchAll(/["']([A-Z]+\d*)["']/g)].some(([, each = ""]) => each === "ALL" || code.startsWith(each));
        if (!matches)
            continue;
        if (list.endsWith("select"))
            selected = true;
        else
            ignored = true;
    }
    return selected && !ignored;
}
