import type { LostId } from "../../analysis/observability/lost-ids.ts";
import { seenFunction } from "../../analysis/steps.ts";
import { defineCheck } from "../../engine/rule.ts";
import { renderCall } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";

/**
 * A handler for `Exception` or 500 that says nothing of the request's id, while a layer puts the id on every other response.
 * Out of scope: applications without such a handler, handlers of single exceptions (their answers pass through all layers).
 */
export const idLostOn500 = defineCheck({
  name: "id-lost-on-500",
  asks: "a handler for every exception whose answer goes out without the request's id",
  *find({ observability }) {
    for (const lost of observability.lostIds) {
      const { fn, layer, cors } = lost;
      yield singleSighting({
        module: fn.module,
        fn,
        key: `id-lost:${lost.header}`,
        severity: "low",
        confidence: "certain",
        question: fit(questionAbout(lost)),
        at: seenFunction(fn),
        note: `answers for ${lost.handler.of}`,
        background: [
          { ...layer.place, text: renderCall(layer.call), note: `adds ${lost.header} to responses` },
          ...(cors === undefined ? [] : [{ ...cors.place, text: renderCall(cors.call), note: "adds CORS headers" }]),
          { ...lost.handler.place, text: lost.handler.of, note: "the handler is registered here" },
        ],
      });
    }
  },
});

function questionAbout({ fn, handler, layer, header, cors }: LostId): string {
  const others = cors === undefined ? "" : " (nor CORS headers)";
  return `\`${code(fn.facts.name)}\` answers for \`${code(handler.of)}\`, and Starlette sends that answer from outside all other middleware, so it does not carry the \`${code(header)}\`${others} that \`${code(layer.name)}\` adds: the responses that people report come without an id. Would setting the header in the handler fit, or is the id found another way for 500s?`;
}
