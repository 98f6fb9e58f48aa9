import type { CallExpr } from "../../python/facts.ts";
import type { FunctionRef, Range } from "../module.ts";
import type { Router } from "../routing/routers.ts";
import type { Scope } from "../scopes.ts";
import type { Value } from "../values.ts";

/** Under what condition a statement runs. */
export interface Condition {
  /** As written, capped. */
  readonly text: string;
  /** `development`: only where the application is being developed or tested; `deployed`: only where it is not. */
  readonly when: "development" | "deployed" | "other";
}

/** One layer around the routes of an application. */
export interface Middleware {
  /** What a reader calls it: `CORSMiddleware`, `log_requests`. */
  readonly name: string;
  /** The dotted name: `starlette.middleware.cors.CORSMiddleware`, or the project's own symbol. */
  readonly qualified: string;
  readonly value: Value;
  /** How it got there: `library` layers are added by a call such as `Instrumentator().instrument(app)`. */
  readonly how: "constructor" | "add_middleware" | "decorator" | "wrapped" | "library";
  /** The call that adds it (`Middleware(…)` for one given to the constructor): its keywords are the layer's options. */
  readonly call: CallExpr;
  readonly scope: Scope;
  readonly place: Range;
  readonly condition?: Condition;
  /** It is added by what runs when the server starts, where Starlette takes no more layers. */
  readonly late?: true;
  /** The function that handles a request: `dispatch`, `__call__`, the decorated function; `undefined` for layers from outside the project. */
  readonly fn?: FunctionRef;
}

/** A function that answers for an exception. */
export interface ExceptionHandler {
  /** What it is for, as written: `Exception`, `RequestValidationError`, `500`. */
  readonly of: string;
  /** It is for `Exception` or 500, so its answer is sent outside all user middleware. */
  readonly outermost: boolean;
  readonly fn?: FunctionRef;
  readonly place: Range;
}

/** Something that start-up code keeps for requests: `app.state.name`, or `request.state.name` for what the lifespan yields. */
export interface StateValue {
  readonly name: string;
  readonly value: Value;
  readonly place: Range;
}

/** Something about an application that could not be followed. */
export interface Unresolved {
  /** A clause: `for m in MIDDLEWARES: app.add_middleware(m)`. */
  readonly text: string;
  readonly place: Range;
}

/** A FastAPI or Starlette application, as its code builds it. */
export interface Application {
  readonly router: Router;
  /** Free of line numbers: the factory's symbol, else that of the variable. */
  readonly symbol: string;
  /** The constructing call. */
  readonly place: Range;
  /** Every constructing call that it may come from: the branches of an `if` make the same application in two ways. */
  readonly constructions: readonly CallExpr[];
  /** The application that it is mounted on; requests pass through that one's layers first. */
  readonly parent?: { readonly application: Application; readonly path: string };
  /** Its own layers, outermost first. */
  readonly middleware: readonly Middleware[];
  readonly exceptionHandlers: readonly ExceptionHandler[];
  /** The stack may have more than is listed, or another order. */
  readonly unresolved: readonly Unresolved[];
  /** What is kept on the application for its requests. */
  readonly state: readonly StateValue[];
  /** The heads of the calls that construct it: `FastAPI(` without the options on the lines below. */
  readonly constructed: readonly Range[];
  /** The heads of the calls that add layers. A change there touches what stands around the routes; one of an option, of a route or of the lifespan doesn't. */
  readonly layered: readonly Range[];
}
