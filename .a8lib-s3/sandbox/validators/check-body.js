/** Reads a request's body and holds it to its validator. */
import { ApiError } from "../api-error.js";
/** The body, or the API's 400 or 422. Unknown keys are violations and, as on the real platform, ignored. */
export function checkBody(world, validator, bytes, where) {
    const body = parse(bytes);
    const first = validator.safeParse(body);
    if (first.success)
        return first.data;
    for (const issue of first.error.issues) {
        if (issue.code !== "unrecognized_keys")
            continue;
        for (const key of issue.keys) {
            const name = [...issue.path, key].map(String).join(".");
            world.violations.push({ kind: "unknown-key", where, message: `The body has no "${name}".` });
            remove(body, issue.path, key);
        }
    }
    const second = validator.safeParse(body);
    if (second.success)
        return second.data;
    const [issue] = second.error.issues;
    if (!issue)
        throw new Error("a failed validation names no issue");
    throw new ApiError(422, `Invalid request.\n\n${explain(issue, body)}`);
}
function parse(bytes) {
    if (bytes.length === 0)
        return undefined;
    try {
        return JSON.parse(Buffer.from(bytes).toString("utf8"));
    }
    catch (error) {
        if (error instanceof SyntaxError)
            throw new ApiError(400, "Problems parsing JSON");
        throw error;
    }
}
function at(body, path) {
    let here = body;
    for (const key of path)
        here = isRecord(here) ? here[String(key)] : undefined;
    return here;
}
function remove(body, path, key) {
    const parent = at(body, path);
    if (isRecord(parent))
        delete parent[key];
}
function isRecord(value) {
    return typeof value === "object" && value !== null;
}
/** The reason in the platform's style. The words for too long lists are the platform's, the others follow its pattern. */
function explain(issue, body) {
    const name = issue.path.map(String).join("/");
    const value = at(body, issue.path);
    if (value === undefined)
        return `"${String(issue.path.at(-1) ?? "body")}" wasn't supplied.`;
    if (issue.code === "too_big" && Array.isArray(value)) {
        return `No more than ${issue.maximum} items are allowed; ${value.length} were supplied.`;
    }
    if (issue.code === "too_big")
        return `For 'properties/${name}', only ${issue.maximum} characters are allowed.`;
    if (issue.code === "invalid_value") {
        return `For 'properties/${name}', ${JSON.stringify(value)} is not a member of ${JSON.stringify(issue.values)}.`;
    }
    if (issue.code === "invalid_type") {
        return `For 'properties/${name}', ${JSON.stringify(value)} is not of type ${issue.expected}.`;
    }
    return `For 'properties/${name}', ${JSON.stringify(value)} is not valid.`;
}
