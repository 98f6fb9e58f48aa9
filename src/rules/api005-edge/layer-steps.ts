import type { Application, Middleware } from "../../analysis/application/application.ts";
import { rangeOf } from "../../analysis/module.ts";
import type { Step } from "../../engine/rule.ts";
import { renderCall } from "../../python/render.ts";
import { placeText } from "../place-text.ts";
import { code } from "../code.ts";

/** Where a layer is added, and under what condition, as a line of evidence. */
export function layerStep(layer: Middleware, note: string): Step {
  const { call, scope, how, condition } = layer;
  return {
    ...rangeOf(scope.module, call.p, call.q),
    text: how === "decorator" ? `${renderCall(call)} on ${layer.name}` : `${renderCall(call)}: ${layer.name}`,
    note: condition === undefined ? note : `${note}, if ${condition.text}`,
  };
}

/** `` `AuthMiddleware` (`app/main.py:30`) ``. */
export function layerText(layer: Middleware): string {
  return `\`${code(layer.name)}\` (\`${placeText(layer.scope.module, layer.call.p)}\`)`;
}

/** The dotted name of an application, fit for a code span. */
export function applicationText({ symbol }: Application): string {
  return `\`${code(symbol)}\``;
}

/** The stack in a few words: `CORSMiddleware, GZipMiddleware`. */
export function stackText(layers: readonly Middleware[]): string {
  return layers.map((layer) => layer.name).join(", ");
}
