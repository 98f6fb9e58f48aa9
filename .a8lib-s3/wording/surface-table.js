import { codeSpan, plainText, shorten } from "./escape.js";
import { linkToLine } from "./links.js";
/** Rows beyond these are counted only. */
const MAX_ROWS = 100;
const MAX_TABLE = 20_000;
const MAX_TEXT = 120;
/** The routes that the change adds, changes and removes, as one Markdown table; empty when there are none. */
export function surfaceTable(surface, links) {
    const rows = [
        ...surface.added.map((route) => row("added", route, handler(route, links))),
        ...surface.changed.map(({ after, differences }) => row("changed", after, `${handler(after, links)}: ${differences.map(difference).join(", ")}`)),
        ...surface.removed.map((route) => row("removed", route, cell(route.handler))),
    ];
    if (rows.length === 0)
        return "";
    const shown = [];
    let size = 0;
    for (const text of rows.slice(0, MAX_ROWS)) {
        size += text.length + 1;
        if (size > MAX_TABLE)
            break;
        shown.push(text);
    }
    const table = ["| | Route | Handler |", "|--|--|--|", ...shown].join("\n");
    const hidden = rows.length - shown.length;
    return hidden === 0 ? table : `${table}\n\n${hidden} more routes did not fit here.`;
}
function row(kind, route, rest) {
    const method = route.kind === "websocket" ? "WEBSOCKET" : route.methods.join(", ");
    return `| ${kind} | ${cell(`${method} ${route.path}`)} | ${rest} |`;
}
/** The link goes to the head, where removed routes have no line. */
function handler(route, links) {
    const place = route.file.includes("|")
        ? cell(`${route.file}:${route.line}`)
        : linkToLine(links, route.file, route.line);
    return `${cell(route.handler)} (${place})`;
}
function difference({ what, before, after }) {
    return `${what} ${before === "" ? "none" : cell(before)} → ${after === "" ? "none" : cell(after)}`;
}
/**
 * Text inside a cell. A backslash keeps a pipe from ending the cell, in code as well
 * (https://github.github.com/gfm/#tables-extension-); next to further backslashes only plain text is unambiguous.
 */
function cell(text) {
    const short = shorten(text, MAX_TEXT);
    return short.includes("\\") && short.includes("|") ? plainText(short) : codeSpan(short).replaceAll("|", "\\|");
}
