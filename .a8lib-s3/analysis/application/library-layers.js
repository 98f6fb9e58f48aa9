import { lastName } from "../call-sites.js";
import { libraryLayer } from "./layer.js";
/**
 * What such calls add.
 * - `Instrumentator().instrument(app)` calls `add_middleware` (https://github.com/trallnag/prometheus-fastapi-instrumentator).
 * - OpenTelemetry, and Logfire which uses it, wrap the built stack, so that theirs is outside all others
 *   (https://opentelemetry-python-contrib.readthedocs.io/en/latest/instrumentation/fastapi/fastapi.html).
 * - `SecWeb(app=app)` adds one layer for each header (https://github.com/tmotagam/Secweb).
 */
export function libraryLayers(callee, call, added) {
    const called = callee.k === "external" || callee.k === "foreign" ? callee.name : "";
    switch (lastName(call.f)) {
        case "instrument":
            return [
                {
                    layer: libraryLayer("PrometheusInstrumentatorMiddleware", "prometheus_fastapi_instrumentator.middleware.PrometheusInstrumentatorMiddleware", added),
                    around: false,
                },
            ];
        case "instrument_app":
            return /otel|opentelemetry|FastAPIInstrumentor/i.test(called + textOf(call)) ? [opentelemetry(added)] : [];
        case "instrument_fastapi":
            return [opentelemetry(added)];
        default:
            return /^Secweb(?:\.|$)/i.test(called) ? [{ layer: libraryLayer("SecWeb", called, added), around: false }] : [];
    }
}
function opentelemetry(added) {
    return {
        layer: libraryLayer("OpenTelemetryMiddleware", "opentelemetry.instrumentation.asgi.OpenTelemetryMiddleware", added),
        around: true,
    };
}
/** `FastAPIInstrumentor` of `FastAPIInstrumentor().instrument_app(app)`. */
function textOf(call) {
    const { f } = call;
    if (f.k === "ref")
        return f.n;
    return f.k === "attr" && f.o.k === "call" && f.o.f.k === "ref" ? f.o.f.n : "";
}
