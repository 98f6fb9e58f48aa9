import { Writable } from "node:stream";
import { pino } from "pino";
/** Names of fields that can hold secrets or the text of strangers, wherever they turn up. */
const SECRET_FIELDS = ["token", "authorization", "privateKey", "webhookSecret", "secret", "payload", "body", "headers"];
/**
 * The App's log. Never holds payloads, tokens or keys: such fields are cut out, errors keep only what explains them,
 * and an event that Probot logs is reduced to its name and id.
 */
export function createLogger(settings, destination) {
    const options = {
        name: "maestro",
        level: settings.level,
        redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), remove: true },
        serializers: { err: serializeError, error: serializeError, event: serializeEvent },
    };
    return pino(options, destination ?? (settings.format === "pretty" ? prettyStdout() : process.stdout));
}
/** Said once, when the parser's native build does not load: everything works, at about half the speed. */
export function reportFallback(log, reason) {
    log.warn({ reason }, "The native parser does not load, so its WebAssembly build is used");
}
/** Errors of HTTP clients carry requests and responses; none of that belongs into a log. */
function serializeError(error) {
    if (!(error instanceof Error)) {
        return { type: typeof error };
    }
    const status = "status" in error && typeof error.status === "number" ? { status: error.status } : {};
    const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
    const cause = error.cause instanceof Error ? { cause: serializeError(error.cause) } : {};
    const errors = error instanceof AggregateError ? { errors: error.errors.map(serializeError) } : {};
    return { type: error.name, message: error.message, ...status, ...code, stack: error.stack, ...cause, ...errors };
}
function serializeEvent(event) {
    const { id, name } = { id: undefined, name: undefined, ...(typeof event === "object" ? event : {}) };
    return { id, name };
}
/** One readable line per entry, for a person at a terminal. */
function prettyStdout() {
    return new Writable({
        decodeStrings: false,
        write(chunk, _encoding, done) {
            process.stdout.write(`${prettyLine(chunk)}\n`, done);
        },
    });
}
/** Exported for tests. Values are printed as JSON, so nothing in them can move the cursor. */
export function prettyLine(line) {
    const { time, level, msg, name: _name, pid: _pid, hostname: _hostname, ...fields } = JSON.parse(line);
    const rest = Object.entries(fields).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    const label = pino.levels.labels[Number(level)] ?? String(level);
    return [
        new Date(Number(time)).toISOString(),
        label.toUpperCase().padEnd(5),
        JSON.stringify(msg ?? "").slice(1, -1),
        ...rest,
    ].join(" ");
}
