import type { Application, ExceptionHandler, Middleware } from "../application/application.ts";
import { argumentOf } from "../call-sites.ts";
import { broadClauses } from "../errors/broad-clauses.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { FunctionRef } from "../module.ts";
import { idHeaderSetBy, mentionsId } from "./request-ids.ts";

/** A handler for every exception whose answer goes out without the id that a layer puts on all other responses. */
export interface LostId {
  readonly application: Application;
  readonly handler: ExceptionHandler;
  readonly fn: FunctionRef;
  readonly layer: Middleware;
  /** `X-Request-ID`. */
  readonly header: string;
  /** A CORS layer is lost for the answer too. */
  readonly cors: Middleware | undefined;
}

/**
 * Starlette sends the answer of a handler for `Exception` or 500 from `ServerErrorMiddleware`, outside all other layers
 * (https://github.com/encode/starlette/blob/master/starlette/applications.py, `build_middleware_stack`), so what they add is not on it.
 */
export function findLostIds(evaluator: Evaluator, applications: readonly Application[]): readonly LostId[] {
  const seen = new Set<FunctionRef["facts"]>();
  return applications.flatMap((application) => {
    const layer = application.middleware.map((each) => idLayer(evaluator, each)).find((each) => each !== undefined);
    if (layer === undefined) return [];
    return application.exceptionHandlers.flatMap((handler): LostId[] => {
      const { fn } = handler;
      if (!handler.outermost || fn === undefined || fn.module.aside || seen.has(fn.facts)) return [];
      if (mentionsId(evaluator, fn)) return [];
      seen.add(fn.facts);
      const cors = application.middleware.find(({ qualified }) => qualified.endsWith(".CORSMiddleware"));
      return [{ application, handler, fn, ...layer, cors }];
    });
  });
}

function idLayer(
  evaluator: Evaluator,
  layer: Middleware,
): { readonly layer: Middleware; readonly header: string } | undefined {
  if (/^asgi_correlation_id\.(?:\w+\.)*CorrelationIdMiddleware$/.test(layer.qualified)) {
    const given = argumentOf(layer.call, "header_name");
    return { layer, header: given?.k === "str" ? given.v : "X-Request-ID" };
  }
  if (layer.fn === undefined || answersItself(layer.fn)) return undefined;
  const header = idHeaderSetBy(evaluator, layer.fn);
  return header === undefined ? undefined : { layer, header };
}

/** A layer that catches every exception and answers: then the handler for `Exception` never sees one. */
function answersItself(fn: FunctionRef): boolean {
  return broadClauses(fn).some(({ clause }) => clause.body.at(-1)?.k !== "raise");
}
