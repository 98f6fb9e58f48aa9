import type { Expr } from "../../python/facts.ts";
import type { CallSites } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import type { Resolved } from "./resolved.ts";

/** Where an expression stands, and what is known there beyond what its scope says. */
export interface Frame {
  readonly scope: Scope;
  /** Arguments and loop variables, by name. */
  readonly names: ReadonlyMap<string, Resolved>;
  /** Statements of the same body from this offset on have not run yet. */
  readonly until: number | undefined;
  /** How many calls and definitions deep this is. */
  readonly depth: number;
}

/** Where a condition leads. */
export interface Decision {
  readonly truth: boolean | undefined;
  readonly by: Resolved;
  /** The condition as a code span. */
  readonly text: string;
}

/** Works out values; its parts call each other through it. */
export interface Resolver {
  readonly evaluator: Evaluator;
  readonly calls: () => CallSites;
  readonly resolve: (expr: Expr, frame: Frame) => Resolved;
  readonly attribute: (owner: Resolved, name: string, depth: number) => Resolved;
  /** Which way a condition goes, and what that depends on. What is for development is not what runs elsewhere. */
  readonly decide: (test: Expr, frame: Frame) => Decision;
  /** What calling something with these values gives: validators, casts, factories. */
  readonly callValue: (callable: Resolved, given: readonly Resolved[], frame: Frame) => Resolved;
  /** What calling a function of the project gives, with these parameters bound. */
  readonly run: (fn: FunctionRef, given: ReadonlyMap<string, Resolved>, depth: number) => Resolved;
  /** Computes once at a time: asked for the same thing again on the way, it answers `again`. */
  readonly guarded: (key: string, compute: () => Resolved, again: Resolved) => Resolved;
  /** Spends one step; `false` when there are none left. */
  readonly step: () => boolean;
}

/** The deepest that definitions and calls are followed. */
export const MAX_DEPTH = 16;

/** The most items of a list that are looked at. */
export const MAX_ITEMS = 60;

const NO_NAMES: ReadonlyMap<string, Resolved> = new Map();

/** A frame one level deeper, in another scope, where everything has run. */
export function frameIn(scope: Scope, depth: number, names: ReadonlyMap<string, Resolved> = NO_NAMES): Frame {
  return { scope, names, until: undefined, depth };
}

/** The same frame with more names. */
export function withNames(frame: Frame, names: Iterable<readonly [string, Resolved]>): Frame {
  return { ...frame, names: new Map([...frame.names, ...names]) };
}
