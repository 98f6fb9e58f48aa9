import type { CallExpr } from "../../python/facts.ts";
import { lastName } from "../call-sites.ts";
import type { Value } from "../values.ts";
import type { Middleware } from "./application.ts";
import { type Added, libraryLayer } from "./layer.ts";

/** A layer that a library adds when it is called with the application. */
export interface LibraryLayer {
  readonly layer: Middleware;
  /** It is put around all others, whenever the call is made. */
  readonly around: boolean;
}

/**
 * What such calls add.
 * - `Instrumentator().instrument(app)` calls `add_middleware` (https://github.com/trallnag/prometheus-fastapi-instrumentator).
 * - OpenTelemetry, and Logfire which uses it, wrap the built stack, so that theirs is outside all others
 *   (https://opentelemetry-python-contrib.readthedocs.io/en/latest/instrumentation/fastapi/fastapi.html).
 * - `SecWeb(app=app)` adds one layer for each header (https://github.com/tmotagam/Secweb).
 */
export function libraryLayers(callee: Value, call: CallExpr, added: Added): readonly LibraryLayer[] {
  const called = callee.k === "external" || callee.k === "foreign" ? callee.name : "";
  switch (lastName(call.f)) {
    case "instrument":
      return [
        {
          layer: libraryLayer(
            "PrometheusInstrumentatorMiddleware",
            "prometheus_fastapi_instrumentator.middleware.PrometheusInstrumentatorMiddleware",
            added,
          ),
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

function opentelemetry(added: Added): LibraryLayer {
  return {
    layer: libraryLayer("OpenTelemetryMiddleware", "opentelemetry.instrumentation.asgi.OpenTelemetryMiddleware", added),
    around: true,
  };
}

/** `FastAPIInstrumentor` of `FastAPIInstrumentor().instrument_app(app)`. */
function textOf(call: CallExpr): string {
  const { f } = call;
  if (f.k === "ref") return f.n;
  return f.k === "attr" && f.o.k === "call" && f.o.f.k === "ref" ? f.o.f.n : "";
}
