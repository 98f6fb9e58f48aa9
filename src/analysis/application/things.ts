import type { CallExpr, Expr } from "../../python/facts.ts";
import type { ClassRef, FunctionRef, Module, Range } from "../module.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Scope } from "../scopes.ts";
import type { Condition, ExceptionHandler, Middleware, StateValue, Unresolved } from "./application.ts";
import type { Interest } from "./interest.ts";
import { joinConditions } from "./when.ts";

/** An application while its code is followed. */
export interface Draft {
  readonly call: CallExpr;
  readonly scope: Scope;
  /** The project's own subclass that it is an instance of. */
  readonly cls: ClassRef | undefined;
  readonly constructions: CallExpr[];
  /** The conditions under which it is constructed at all: those of its parts are told without them. */
  readonly base: readonly Condition[];
  /** The loop in which it is constructed: one application for each turn. */
  readonly loop: string | undefined;
  /** Given to the constructor, outermost first. */
  readonly given: Middleware[];
  /** Added later, in the order of the calls. */
  readonly added: Middleware[];
  /** Put around the whole application, in order. */
  readonly wrapped: Middleware[];
  readonly handlers: ExceptionHandler[];
  readonly unresolved: Unresolved[];
  readonly state: StateValue[];
  /** The heads of constructing calls. */
  readonly constructed: Range[];
  /** The heads of calls that add layers. */
  readonly layered: Range[];
  /** What runs when the server starts, after everything else. */
  readonly atStart: FunctionRef[];
  /** The first variable of a module that it was bound to. */
  variable?: string;
  /** Its factory makes others too. */
  shared?: true;
  /** The first function beyond its factory that gave it a name. */
  holder?: string;
  parent?: { readonly draft: Draft; readonly path: string };
  /** The application that this one turned out to be: another branch constructs it too. */
  same?: Draft;
}

/** One item of a list, with the condition under which it is there. */
export interface Item {
  readonly thing: Thing;
  readonly condition: Condition | undefined;
}

/** What a name can stand for while the building of applications is followed. */
export type Thing =
  | { readonly k: "app"; readonly draft: Draft }
  /** `Middleware(X, …)`. */
  | { readonly k: "layer"; readonly layer: Middleware }
  | { readonly k: "list"; readonly items: Item[]; complete: boolean }
  | { readonly k: "dict"; readonly entries: readonly (readonly [Thing, Thing])[] }
  /** An object of the project's own class that holds applications. */
  | { readonly k: "object"; readonly cls: ClassRef; readonly fields: Map<string, Thing> }
  | { readonly k: "super"; readonly of: Extract<Thing, { k: "app" | "object" }>; readonly cls: ClassRef }
  /** `app.middleware("http")`, waiting for its function. */
  | { readonly k: "decorator"; readonly draft: Draft; readonly call: CallExpr; readonly name: string }
  /** The keywords that `**kwargs` collected. */
  | { readonly k: "keywords"; readonly given: ReadonlyMap<string, Thing> }
  /** Something else, by the expression that it came from. */
  | { readonly k: "expr"; readonly expr: Expr; readonly scope: Scope };

/** The names of a module or of one run of a function. */
export interface Frame {
  readonly scope: Scope;
  readonly names: Map<string, Thing>;
  readonly parent: Frame | undefined;
  returned: Thing | undefined;
}

/** Under what circumstances a statement runs. */
export interface Context {
  readonly conditions: readonly Condition[];
  /** Inside a loop that cannot be followed: its head as text. */
  readonly loop?: string;
  readonly depth: number;
}

/** Follows code; its parts call each other through it. */
export interface Walker {
  readonly evaluator: Evaluator;
  readonly interest: Interest;
  readonly drafts: Draft[];
  /** Where nested functions were defined, so that they see the names around them. */
  readonly closures: Map<string, Frame>;
  /** There was more code than is followed: no application is known wholly. */
  cut: boolean;
  readonly moduleFrame: (module: Module) => Frame;
  readonly evaluate: (expr: Expr, frame: Frame, context: Context) => Thing | undefined;
  /** Runs a function of the project with these names bound. */
  readonly run: (fn: FunctionRef, names: ReadonlyMap<string, Thing>, context: Context) => Thing | undefined;
}

/** The draft that another one was merged into, if it was. */
export function live(draft: Draft): Draft {
  let current = draft;
  while (current.same !== undefined) current = current.same;
  return current;
}

/** Makes one application of two that are the same to a reader. */
export function merge(into: Draft, from: Draft): void {
  if (into === from) return;
  into.constructions.push(...from.constructions);
  into.given.push(...from.given);
  into.added.push(...from.added);
  into.wrapped.push(...from.wrapped);
  into.handlers.push(...from.handlers);
  into.unresolved.push(...from.unresolved);
  into.state.push(...from.state);
  into.constructed.push(...from.constructed);
  into.layered.push(...from.layered);
  into.atStart.push(...from.atStart);
  from.same = into;
}

/** The conditions of a statement beyond those under which the application exists. */
export function conditionFor(draft: Draft, { conditions }: Context): Condition | undefined {
  return joinConditions(conditions.filter((condition) => !draft.base.includes(condition)));
}
