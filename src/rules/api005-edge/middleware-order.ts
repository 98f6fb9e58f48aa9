import { defineCheck } from "../../engine/rule.ts";
import { otherThanDeclared } from "./order-declared.ts";
import { addedLate } from "./order-late.ts";
import { neededInside } from "./order-inner.ts";
import { rejectedPreflights } from "./order-preflights.ts";

/**
 * The order of an application's layers: one that answers by itself outside CORS, one outside the layer that it relies on, and an
 * order that differs from the declared one. Out of scope: CORS that is only there in development, layers whose order could not
 * be followed, and logging outside CORS, which is as good a place as any.
 */
export const middlewareOrder = defineCheck({
  name: "middleware-order",
  asks: "an order of middleware in which preflights are rejected or ids and sessions are not there yet, or that differs from the declared one",
  *find(project) {
    yield* rejectedPreflights(project);
    yield* neededInside(project);
    yield* addedLate(project);
    yield* otherThanDeclared(project);
  },
});
