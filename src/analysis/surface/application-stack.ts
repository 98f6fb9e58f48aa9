import { renderExpr } from "../../python/render.ts";
import type { Application, Middleware } from "../application/application.ts";
import type { CorsConfiguration } from "../cors/configuration.ts";
import { describeCors, type CorsDescription } from "../cors/describe.ts";
import { type FunctionRef, type Range, symbolOf } from "../module.ts";

/** A line of a file, 1-based. */
export interface StackPlace {
  readonly file: string;
  readonly line: number;
}

/** One layer, as plain data for people and tools. All text comes from the code under review. */
export interface StackLayer extends StackPlace {
  readonly name: string;
  readonly qualified: string;
  readonly how: Middleware["how"];
  /** Under what condition it is there; null when it always is. */
  readonly condition: string | null;
  readonly when: "development" | "deployed" | "other" | null;
  /** The layer's options, as written. */
  readonly options: readonly string[];
  /** For CORS: whom it admits, as far as that could be worked out. */
  readonly cors: CorsDescription | null;
}

/** An application with what stands around its routes. */
export interface ApplicationStack extends StackPlace {
  readonly symbol: string;
  /** The application that it is mounted on, and where. */
  readonly mountedOn: { readonly symbol: string; readonly path: string } | null;
  /** Outermost first. */
  readonly middleware: readonly StackLayer[];
  readonly exceptionHandlers: readonly (StackPlace & {
    readonly for: string;
    readonly handler: string | null;
    readonly outermost: boolean;
  })[];
  readonly state: readonly (StackPlace & { readonly name: string })[];
  readonly unresolved: readonly (StackPlace & { readonly text: string })[];
}

/** What people and tools see of the applications. */
export function readStacks(
  applications: readonly Application[],
  configurations: readonly CorsConfiguration[],
): readonly ApplicationStack[] {
  const corsOf = new Map(configurations.map((configuration) => [configuration.call, describeCors(configuration)]));
  return applications.map((application) => ({
    symbol: application.symbol,
    ...placeOf(application.place),
    mountedOn:
      application.parent === undefined
        ? null
        : { symbol: application.parent.application.symbol, path: application.parent.path },
    middleware: application.middleware.map((layer) => layerData(layer, corsOf.get(layer.call))),
    exceptionHandlers: application.exceptionHandlers.map(({ of, outermost, fn, place }) => ({
      for: of,
      handler: nameOf(fn),
      outermost,
      ...placeOf(place),
    })),
    state: application.state.map(({ name, place }) => ({ name, ...placeOf(place) })),
    unresolved: application.unresolved.map(({ text, place }) => ({ text, ...placeOf(place) })),
  }));
}

const MAX_OPTION = 60;

function layerData(
  { name, qualified, how, condition, call, place }: Middleware,
  cors: CorsDescription | undefined,
): StackLayer {
  return {
    name,
    qualified,
    how,
    condition: condition?.text ?? null,
    when: condition?.when ?? null,
    options: call.a.flatMap((argument) =>
      argument.n === undefined ? [] : [`${argument.n}=${renderExpr(argument.e, MAX_OPTION)}`],
    ),
    cors: cors ?? null,
    ...placeOf(place),
  };
}

function nameOf(fn: FunctionRef | undefined): string | null {
  return fn === undefined ? null : symbolOf(fn);
}

function placeOf({ path, line }: Range): StackPlace {
  return { file: path, line };
}
