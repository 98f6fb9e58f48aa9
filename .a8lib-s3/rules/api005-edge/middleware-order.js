import { defineCheck } from "../../engine/rule.js";
/** A layer outside CORS that answers by itself, and orders that differ from the declared one. */
export const middlewareOrder = defineCheck({
    name: "middleware-order",
    asks: "an order of middleware in which preflights are rejected, ids are not seen, or that differs from the declared one",
    *find({ applications }) {
        for (const _application of applications)
            yield* [];
    },
});
