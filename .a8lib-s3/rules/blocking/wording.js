import { argumentOf } from "../../analysis/call-sites.js";
import { executionsOf } from "../../analysis/executions.js";
import { rangeOf } from "../../analysis/module.js";
import { renderCall } from "../../python/render.js";
/** What the loop waits for, by category: the middle of "…, which waits for X on the event loop". */
const WAITS = {
    http: "waits for the network",
    sleep: "sleeps",
    sync: "waits for another thread",
    process: "waits for another process",
    file: "waits for the disk",
    archive: "packs or unpacks an archive",
    cpu: "computes",
    db: "waits for the database",
    cache: "waits for the cache server",
    search: "waits for the search server",
    vector: "waits for the vector store",
    cloud: "waits for the cloud API",
    ai: "waits for the model's API",
    mail: "waits for the mail server",
    chat: "waits for the chat API",
    payments: "waits for the payment provider",
    queue: "waits for the broker",
    network: "waits for the network",
    sdk: "waits for a remote API",
    debug: "waits for a person at the terminal",
};
/** The question about one cause and one way to it. At most about 400 characters, and always answerable with "it is intended". */
export function askAboutCause({ row, site, reach, }) {
    const where = describeEntry(reach);
    const [first] = reach.hops;
    const call = `\`${code(calledText(site))}\``;
    const cause = first === undefined
        ? `calls ${call}`
        : `calls \`${code(hopText(reach))}\`, which reaches ${call} in ${placeText(site)}`;
    return `${where} ${cause}. ${consequenceOf(row, site, reach)} Would ${alternativesOf(row, reach)} fit here, or is the wait intended?`;
}
const WHEN = { once: " the first time", seldom: " when the value is not there yet" };
function consequenceOf(row, site, { memo }) {
    if (row.consequence !== undefined)
        return row.consequence;
    const when = memo === undefined ? "" : WHEN[memo];
    return `That ${WAITS[row.category]}${timeoutOf(site)} on the event loop${when}, and until it returns this worker serves no other request.`;
}
/** The question about many causes of one kind. */
export function askAboutFamily({ category, alternative }, { causes, entries, whats, entry }) {
    const who = `\`${code(entry)}\`${entries > 1 ? ` and ${entries - 1} more async entries use` : " uses"}`;
    // "A query of a session" says no more than "a session" beside it.
    const apart = whats.filter((one) => !whats.some((other) => other !== one && one.includes(other)));
    const what = apart.length < 3 ? apart.join(" or ") : `${apart.slice(0, 2).join(", ")} or the like`;
    return `${who} ${what} on the event loop, in ${causes} places. Each ${WAITS[category]} there, and meanwhile the worker serves no other request. Is this deliberate, or would plain \`def\` handlers (which FastAPI runs in its thread pool) or ${alternative.split(", or ")[0] ?? alternative} suit the service better?`;
}
/** What could take the call's place; a thread is always one of the answers. */
function alternativesOf({ alternative }, reach) {
    const instead = defInstead(reach);
    const offered = alternative
        .split(/, or /)
        .map((one) => (one === DEF_HANDLER ? instead : one))
        .filter((one) => one !== undefined);
    if (!offered.some((one) => /thread|pool|process|`def`/.test(one)))
        offered.push("`await run_in_threadpool(…)`");
    return offered.join(" or ");
}
const DEF_HANDLER = "a `def` handler";
/** What the entry could be as a plain `def`, which the framework runs in a thread; nothing where it awaits, or has to be async. */
function defInstead({ entry }) {
    if (executionsOf(entry.fn).some((execution) => execution.awaited))
        return undefined;
    switch (entry.kind) {
        case "path operation":
            return DEF_HANDLER;
        case "dependency":
            return "a `def` dependency";
        case "exception handler":
            return "a `def` exception handler";
        case "background task":
            return "a `def` task";
        default:
            return undefined;
    }
}
function describeEntry({ entry }) {
    const name = `\`${code(entry.fn.facts.name)}\``;
    switch (entry.kind) {
        case "path operation":
        case "websocket":
            return `${name} (\`async def\`, \`${code(entry.label)}\`)`;
        case "dependency":
            return `The async dependency ${name}`;
        case "middleware":
            return `The middleware ${name}, which runs for every request,`;
        case "exception handler":
            return `The async exception handler ${name}`;
        case "background task":
            return `${name}, an async background task and so run on the event loop,`;
        case "streaming response":
            return `The async generator ${name}, streamed to the client,`;
    }
}
function hopText(reach) {
    const [first] = reach.hops;
    if (first === undefined)
        return "";
    return first.execution.k === "call" ? renderCall(first.execution.expr, 50) : first.to.facts.name;
}
function calledText(site) {
    return renderCall(site.execution.expr, 50);
}
function placeText(site) {
    const { path, line } = rangeOf(site.fn.module, site.execution.p, site.execution.q);
    const short = path.length > 60 ? `…${path.slice(-59)}` : path;
    return `\`${code(short)}:${line}\``;
}
/** A literal time-out, which most libraries count anew for each step of the call. */
function timeoutOf(site) {
    const { expr } = site.execution;
    const given = expr.k === "call" ? argumentOf(expr, "timeout") : undefined;
    return given?.k === "const" && /^\d+(?:\.\d+)?$/.test(given.v) ? ` (time-out: ${given.v} s)` : "";
}
/** Text from the code under review, fit for a code span. */
function code(text) {
    return text.replaceAll("`", "'").replaceAll("\n", " ");
}
