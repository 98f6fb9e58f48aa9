import { defineRule } from "../../engine/rule.ts";
import { idLostOn500 } from "./id-lost-on-500.ts";
import { leakedException } from "./leaked-exception.ts";
import { lostContextvar } from "./lost-contextvar.ts";
import { noCorrelationId, noMetrics } from "./absences.ts";
import { mixedErrorShapes } from "./mixed-error-shapes.ts";
import { unboundedLabel } from "./unbounded-label.ts";
import { wrongStatus } from "./wrong-status.ts";

export const observability = defineRule({
  id: "API008",
  name: "observability",
  title: "Errors, request ids and metrics",
  why: "Who runs a service sees it through status codes, error bodies, log lines and metrics. Each of them can look right in the code and say something else to clients and dashboards.",
  references: [
    { title: "FastAPI: Handling Errors", url: "https://fastapi.tiangolo.com/tutorial/handling-errors/" },
    { title: "Starlette: Exceptions", url: "https://www.starlette.io/exceptions/" },
    { title: "Starlette: Middleware", url: "https://www.starlette.io/middleware/" },
    { title: "Prometheus: Metric and label naming", url: "https://prometheus.io/docs/practices/naming/" },
  ],
  looksIn:
    "path operations, dependencies, middleware, exception handlers and what they call, and how applications are put together",
  checks: [
    noCorrelationId,
    mixedErrorShapes,
    noMetrics,
    idLostOn500,
    lostContextvar,
    leakedException,
    unboundedLabel,
    wrongStatus,
  ],
});
