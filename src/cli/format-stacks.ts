import type { Unread } from "../engine/finding.ts";
import type { ApplicationStack, StackLayer, StackPlace } from "../engine/surface.ts";
import type { Paint } from "./format-text.ts";
import { visible, visibleJson } from "./visible.ts";

/** The applications for people: one block each, and a count. */
export function formatStacks(stacks: readonly ApplicationStack[], paint: Paint): string {
  const count = `${stacks.length} application${stacks.length === 1 ? "" : "s"}`;
  return `${[...stacks.map((stack) => block(stack, paint)), count].join("\n\n")}\n`;
}

/** The applications as JSON, version 1: fields may be added, never renamed. */
export function stacksJson(applications: readonly ApplicationStack[], unread: readonly Unread[]): string {
  return `${visibleJson(JSON.stringify({ version: 1, applications: applications.map(jsonStack), unread }, null, 2))}\n`;
}

/** Names every field, so that nothing internal slips into a format that other tools rely on. */
function jsonStack(stack: ApplicationStack): ApplicationStack {
  return {
    symbol: stack.symbol,
    file: stack.file,
    line: stack.line,
    mountedOn: stack.mountedOn === null ? null : { symbol: stack.mountedOn.symbol, path: stack.mountedOn.path },
    middleware: stack.middleware.map(({ name, qualified, how, condition, when, options, cors, file, line }) => ({
      name,
      qualified,
      how,
      condition,
      when,
      options,
      cors:
        cors === null
          ? null
          : {
              origins: cors.origins,
              regex: cors.regex,
              credentials: cors.credentials,
              unresolved: cors.unresolved,
            },
      file,
      line,
    })),
    exceptionHandlers: stack.exceptionHandlers.map(({ for: of, handler, outermost, file, line }) => ({
      for: of,
      handler,
      outermost,
      file,
      line,
    })),
    state: stack.state.map(({ name, file, line }) => ({ name, file, line })),
    unresolved: stack.unresolved.map(({ text, file, line }) => ({ text, file, line })),
  };
}

function block(stack: ApplicationStack, paint: Paint): string {
  const mounted =
    stack.mountedOn === null ? "" : `, mounted on ${stack.mountedOn.symbol} at ${stack.mountedOn.path || "/"}`;
  return [
    `${paint("bold", visible(stack.symbol))}  ${place(stack, paint)}${visible(mounted)}`,
    ...section(
      "middleware, outermost first",
      "none",
      stack.middleware.map((layer) => layerLine(layer, paint)),
    ),
    ...section(
      "exception handlers",
      undefined,
      stack.exceptionHandlers.map((handler) => {
        const outside = handler.outermost ? ", outside all middleware" : "";
        return `${visible(handler.for)}  ${visible(handler.handler ?? "?")}${outside}  ${place(handler, paint)}`;
      }),
    ),
    ...section(
      "not followed",
      undefined,
      stack.unresolved.map((each) => `${visible(each.text)}  ${place(each, paint)}`),
    ),
  ].join("\n");
}

function section(title: string, none: string | undefined, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return none === undefined ? [] : [`  ${title}: ${none}`];
  return [`  ${title}`, ...lines.map((line, index) => `    ${index + 1}. ${line}`)];
}

const HOW = {
  constructor: "given to the constructor",
  add_middleware: "added",
  decorator: "decorator",
  wrapped: "put around the application",
  library: "added by a library",
} as const;

function layerLine(layer: StackLayer, paint: Paint): string {
  const condition = layer.condition === null ? "" : `, if ${layer.condition}`;
  return `${visible(layer.name)}  ${paint("dim", HOW[layer.how])}${visible(condition)}  ${place(layer, paint)}${corsLine(layer)}`;
}

/** Whom a CORS layer admits, on a line of its own. */
function corsLine({ cors }: StackLayer): string {
  if (cors === null) return "";
  const regex = cors.regex === null ? "" : `, pattern ${cors.regex}`;
  const unresolved = cors.unresolved === null ? "" : `; not known: ${cors.unresolved}`;
  return `\n       origins ${visible(`${cors.origins}${regex}; credentials ${cors.credentials}${unresolved}`)}`;
}

function place({ file, line }: StackPlace, paint: Paint): string {
  return paint("dim", visible(`${file}:${line}`));
}
