import type { Application, Middleware } from "../../analysis/application/application.ts";
import { layersAround } from "../../analysis/application/around.ts";
import { answerToPreflights } from "../../analysis/application/early-answers.ts";
import { layerCode, type LayerExpr, wordOf } from "../../analysis/application/layer-code.ts";
import { rangeOf } from "../../analysis/module.ts";
import type { Project } from "../../analysis/project.ts";
import type { SeenAt } from "../../analysis/steps.ts";
import { lastName } from "../../analysis/call-sites.ts";
import type { Severity } from "../../engine/finding.ts";
import type { Observation } from "../../engine/rule.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { fit } from "../fit.ts";
import { layerStep, layerText, stackText } from "./layer-steps.ts";

/** What an inner layer provides, and how an outer one is seen to need it. */
interface Need {
  readonly key: string;
  readonly severity: Severity;
  readonly provider: RegExp;
  readonly uses: (project: Project, layer: Middleware) => SeenAt | undefined;
  readonly question: (user: Middleware, provider: Middleware) => string;
}

const IDS =
  /^(?:asgi_correlation_id\.(?:middleware\.)?CorrelationIdMiddleware|starlette_context\.middleware\.(?:\w+\.)?(?:Raw)?ContextMiddleware)$/;

const SESSION = /^starlette\.middleware\.sessions\.SessionMiddleware$/;

/** `fastapi.middleware` hands these on under names of its own. */
const COMPRESSION = /^(?:starlette|fastapi)\.middleware\.gzip\.GZipMiddleware$/;

const HOSTS = /^(?:starlette|fastapi)\.middleware\.trustedhost\.TrustedHostMiddleware$/;

const HTTPS = /^(?:starlette|fastapi)\.middleware\.httpsredirect\.HTTPSRedirectMiddleware$/;

const NEEDS: readonly Need[] = [
  {
    key: "id",
    severity: "low",
    provider: IDS,
    uses: logsOrReadsId,
    question: (user, provider) =>
      `${layerText(user)} writes to the log and wraps ${layerText(provider)}, which sets the correlation id, so what it logs before the inner layers run has no id. Is that acceptable for these lines, or should the id's layer be added last?`,
  },
  {
    key: "session",
    severity: "low",
    provider: SESSION,
    uses: readsSession,
    question: (user, provider) =>
      `${layerText(user)} reads \`request.session\` and wraps ${layerText(provider)}, which provides it. Starlette raises an \`AssertionError\` where the session is not there yet, so requests that get to that line end in a 500. Is it installed elsewhere too, or should \`SessionMiddleware\` be added after this layer?`,
  },
  {
    key: "compression",
    severity: "low",
    provider: COMPRESSION,
    uses: readsBody,
    question: (user, provider) =>
      `${layerText(user)} reads what is in the body of answers and wraps ${layerText(provider)}, so for clients that accept gzip it gets compressed bytes. Does it see text some other way, or should \`GZipMiddleware\` be added after it?`,
  },
  {
    key: "host",
    severity: "info",
    provider: HOSTS,
    uses: refuses,
    question: (user, provider) =>
      `${layerText(user)} refuses requests by itself and wraps ${layerText(provider)}, so credentials are looked at before the host is: one that is not in the list gets that refusal instead of a 400. Is that intended, or should \`TrustedHostMiddleware\` be added after it?`,
  },
  {
    key: "https",
    severity: "info",
    provider: HTTPS,
    uses: refuses,
    question: (user, provider) =>
      `${layerText(user)} refuses requests by itself and wraps ${layerText(provider)}, so whoever comes over plain HTTP without credentials is refused and not redirected. Is that intended, or should \`HTTPSRedirectMiddleware\` be added after it?`,
  },
];

/** Layers that stand outside the one whose work they rely on. */
export function* neededInside(project: Project): Generator<Observation> {
  const asked = new Set<string>();
  for (const application of project.applications) {
    const layers = layersAround(application);
    for (const need of NEEDS) {
      const inner = layers.findIndex((layer) => need.provider.test(layer.qualified));
      const provider = layers[inner];
      if (provider === undefined) continue;
      for (const layer of layers.slice(0, inner)) {
        const key = `${need.key}:${layer.qualified}`;
        const use = asked.has(key) ? undefined : need.uses(project, layer);
        if (use === undefined) continue;
        asked.add(key);
        yield observationOf(application, need, layer, provider, use);
      }
    }
  }
}

function observationOf(
  application: Application,
  need: Need,
  layer: Middleware,
  provider: Middleware,
  use: SeenAt,
): Observation {
  return {
    kind: "sighting",
    cause: { key: `${need.key}:${layer.qualified}`, path: layer.place.path, symbol: application.symbol },
    variants: [
      {
        key: application.symbol,
        label: application.symbol,
        severity: need.severity,
        confidence: "probable",
        placement: "summary",
        symbol: layer.qualified,
        question: fit(need.question(layer, provider)),
        chain: [
          layerStep(layer, "the outer layer"),
          layerStep(provider, "the layer that it relies on, inside it"),
          { ...use, note: "relied on here" },
        ],
      },
    ],
    searched: [`the stack of ${application.symbol}, outermost first: ${stackText(layersAround(application))}`],
  };
}

/** Only what is logged on the way in: afterwards a layer may get the id from the response or the scope. */
function logsOrReadsId({ evaluator }: Project, { fn }: Middleware): SeenAt | undefined {
  if (fn === undefined) return undefined;
  const code = layerCode(evaluator, fn, 0).filter((each) => each.fn === fn || each.fn.index === fn.index);
  const log = code.find(
    ({ expr }) =>
      expr.k === "call" &&
      /^(?:debug|info|warning|error|exception|critical|log|msg|bind)$/.test(lastName(expr.f)) &&
      /(?:^|\.|_)log(?:ger|ging)?\.\w+$/i.test(expr.f.k === "ref" ? expr.f.n : ""),
  );
  return log === undefined || log.expr.k !== "call" || !isBeforeRest(log, code)
    ? undefined
    : { ...rangeOf(log.fn.module, log.expr.p, log.expr.q), text: renderCall(log.expr) };
}

function readsSession({ evaluator }: Project, { fn }: Middleware): SeenAt | undefined {
  if (fn === undefined) return undefined;
  const request = fn.facts.params.find((parameter) => /^(?:request|req|conn)$/.test(parameter.name))?.name;
  if (request === undefined) return undefined;
  const code = layerCode(evaluator, fn, 0);
  const read = code.find(({ expr }) => expr.k === "ref" && new RegExp(`^${request}\\.session(?:\\.|$)`).test(expr.n));
  return read === undefined || read.expr.k !== "ref" || !isBeforeRest(read, code)
    ? undefined
    : { ...rangeOf(read.fn.module, read.expr.p, read.expr.q), text: renderExpr(read.expr) };
}

/** Takes a text out of a body that was sent; what only counts its bytes, or knows about encodings, is left alone. */
function readsBody({ evaluator }: Project, { fn }: Middleware): SeenAt | undefined {
  if (fn === undefined) return undefined;
  const code = layerCode(evaluator, fn, 0);
  if (code.some(({ expr }) => /gzip|^content-encoding$|zlib|brotli/i.test(wordOf(expr)))) return undefined;
  const isTaken = code.some(({ expr }) => expr.k === "call" && /^(?:decode|loads|replace|sub)$/.test(lastName(expr.f)));
  const body = code.find(
    ({ expr }) =>
      (expr.k === "ref" && expr.n.endsWith(".body_iterator")) ||
      (expr.k === "sub" &&
        expr.o.k === "ref" &&
        /^(?:message|event)$/.test(expr.o.n) &&
        wordOf(expr.i[0] ?? expr) === "body"),
  );
  return !isTaken || body === undefined || !("p" in body.expr)
    ? undefined
    : { ...rangeOf(body.fn.module, body.expr.p, body.expr.q), text: renderExpr(body.expr) };
}

function refuses({ evaluator }: Project, layer: Middleware): SeenAt | undefined {
  const answer = answerToPreflights(evaluator, layer);
  return answer === undefined || answer.status === "429" ? undefined : answer.place;
}

/** It runs before the layer hands the request on. */
function isBeforeRest({ expr, fn }: LayerExpr, code: readonly LayerExpr[]): boolean {
  const on = code.find(
    (each) =>
      each.fn.index === fn.index && each.expr.k === "call" && /^(?:call_next|(?:\w+\.)*app)$/.test(wordOf(each.expr.f)),
  );
  return "p" in expr && on !== undefined && "p" in on.expr && expr.p < on.expr.p;
}
