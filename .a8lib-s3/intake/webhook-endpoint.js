import { isHandledAction, isHandledEvent } from "./handled-events.js";
import { readBody } from "./read-body.js";
import { respondAndClose, respondJson } from "./respond.js";
import { isSigned } from "./signature.js";
/** Receives GitHub's deliveries: nothing is parsed before the signature over the raw bytes was found right. */
export function webhookEndpoint(options) {
    return async (request, response) => {
        const started = performance.now();
        const answer = await answerFor(request, options).catch((error) => failed("the delivery could not be taken", error));
        respond(request, response, answer);
        options.report({
            outcome: answer.outcome,
            status: answer.status,
            reason: answer.reason,
            event: tokenHeader(request, "x-github-event"),
            delivery: tokenHeader(request, "x-github-delivery"),
            seconds: (performance.now() - started) / 1000,
            ...(answer.error === undefined ? {} : { error: answer.error }),
        });
    };
}
async function answerFor(request, options) {
    const refusal = refuseEarly(request);
    if (refusal !== undefined) {
        return refusal;
    }
    const body = await readBody(request, options.maxBodyBytes);
    if (body === "too-large") {
        return { ...refused(413, "the body is too large"), close: true };
    }
    if (!isSigned(body, tokenHeader(request, "x-hub-signature-256") ?? "", options.secret)) {
        return refused(401, "the signature does not fit");
    }
    return acceptSigned(request, body, options);
}
const REQUIRED_HEADERS = ["x-github-event", "x-github-delivery", "x-hub-signature-256"];
function refuseEarly(request) {
    if (request.method !== "POST") {
        return { ...refused(405, "only POST is answered here"), close: true };
    }
    if (!/^application\/json *(;|$)/i.test(request.headers["content-type"] ?? "")) {
        return { ...refused(415, "the content type must be application/json"), close: true };
    }
    const absent = REQUIRED_HEADERS.filter((name) => tokenHeader(request, name) === undefined);
    return absent.length === 0
        ? undefined
        : { ...refused(400, `header absent or malformed: ${absent.join(", ")}`), close: true };
}
async function acceptSigned(request, body, options) {
    const name = tokenHeader(request, "x-github-event") ?? "";
    if (!isHandledEvent(name)) {
        return ignored("the event is not one that Maestro acts on");
    }
    const payload = parseObject(body);
    if (payload === undefined) {
        return refused(400, "the body is not a JSON object");
    }
    if (!isHandledAction(name, "action" in payload ? payload.action : undefined)) {
        return ignored("the action is not one that Maestro acts on");
    }
    if (options.draining()) {
        return failed("the App is stopping");
    }
    const outcome = await options.accept({ id: tokenHeader(request, "x-github-delivery") ?? "", name, payload });
    return outcome === "queued" ? { status: 202, outcome, reason: "queued" } : { status: 200, outcome, reason: outcome };
}
function parseObject(body) {
    try {
        const value = JSON.parse(body.toString("utf8"));
        return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
    }
    catch {
        // The parser's message quotes the body; that it is no JSON is all that is worth saying.
        return undefined;
    }
}
/** A header that consists of harmless characters; anything else counts as absent, which also keeps the log clean. */
function tokenHeader(request, name) {
    const value = request.headers[name];
    return typeof value === "string" && /^[\w=.:-]{1,200}$/.test(value) ? value : undefined;
}
function refused(status, reason) {
    return { status, outcome: "refused", reason };
}
function ignored(reason) {
    return { status: 200, outcome: "ignored", reason };
}
function failed(reason, error) {
    return { status: 503, outcome: "failed", reason, error };
}
function respond(request, response, answer) {
    if (request.destroyed && !request.complete) {
        return;
    }
    const accepted = answer.status < 300;
    const body = accepted ? { status: answer.outcome } : { status: answer.outcome, error: answer.reason };
    if (answer.status === 405) {
        response.setHeader("allow", "POST");
    }
    if (answer.close === true) {
        respondAndClose(request, response, answer.status, body);
    }
    else {
        respondJson(response, answer.status, body);
    }
}
