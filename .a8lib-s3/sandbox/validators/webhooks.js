/** Holds webhooks to GitHub's published schemas. Only the events that are sent are ever compiled. */
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { z } from "zod";
const published = z.object({ definitions: z.record(z.string(), z.unknown()) });
/** The families that the sandbox sends. */
const EVENTS = [
    "check_run",
    "issue_comment",
    "merge_group",
    "pull_request",
    "pull_request_review",
    "pull_request_review_comment",
    "pull_request_review_thread",
];
const ROOT = "webhooks";
let ajv;
const compiled = new Map();
/** Differences between a payload and the schema of its event; one sentence each. */
export function payloadProblems(event, payload) {
    const action = z.object({ action: z.string() }).safeParse(payload);
    const name = `${event}$${action.success ? action.data.action : "event"}`;
    const validate = validatorFor(name);
    if (!validate)
        return [`no schema is published for ${name}`];
    // The checks look at what is sent, not at what the objects hold in memory.
    if (validate(JSON.parse(JSON.stringify(payload))))
        return [];
    return (validate.errors ?? []).map((error) => {
        const key = error.params["additionalProperty"];
        return `${error.instancePath || "/"} ${error.message ?? "differs"}${typeof key === "string" ? `: ${key}` : ""}`;
    });
}
function validatorFor(name) {
    const known = compiled.get(name);
    if (known)
        return known;
    ajv ??= createAjv();
    const validate = ajv.getSchema(`${ROOT}#/definitions/${name}`);
    if (validate)
        compiled.set(name, validate);
    return validate;
}
function createAjv() {
    const { definitions } = published.parse(createRequire(import.meta.url)("@octokit/webhooks-schemas"));
    const created = new Ajv({ strict: false, allErrors: true, validateSchema: false, inlineRefs: false });
    addFormats.default(created);
    created.addSchema({ $id: ROOT, definitions: reachable(definitions) });
    return created;
}
/** Working through all events takes seconds; what the sandbox sends reaches a small part. */
function reachable(all) {
    const result = {};
    const queue = Object.keys(all).filter((name) => EVENTS.includes(name.split("$")[0] ?? ""));
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
        if (name in result)
            continue;
        result[name] = all[name];
        const text = JSON.stringify(all[name]);
        for (const [, next] of text.matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g))
            if (next)
                queue.push(next);
    }
    return result;
}
