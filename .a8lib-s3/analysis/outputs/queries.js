import { lastName, objectOf } from "../call-sites.js";
/** Methods that end a query by fetching whole rows. */
const FETCHES = new Set([
    "all",
    "first",
    "get",
    "get_or_none",
    "find_one",
    "one",
    "one_or_none",
    "scalar",
    "scalar_one",
    "scalar_one_or_none",
    "to_list",
]);
/** The table whose rows a query fetches: `session.query(User).first()`, `session.get(User, 1)`, `(await session.scalars(select(User))).all()`. */
export function queriedClass(evaluator, models, call, scope, stored) {
    if (!FETCHES.has(lastName(call.f)))
        return undefined;
    const table = (expr) => {
        const value = expr === undefined ? undefined : evaluator.value(expr, scope);
        return value?.k === "class" && models.of(value.ref)?.kind === "table" ? value.ref : undefined;
    };
    let scalars = lastName(call.f).startsWith("scalar");
    let link = call;
    for (let steps = 0; link !== undefined && steps < MAX_LINKS; steps += 1) {
        if (link.k === "await") {
            link = link.e;
            continue;
        }
        if (link.k === "ref" && !link.n.includes(".") && table(link) === undefined) {
            link = stored(link.n);
            continue;
        }
        // `await User.filter(...).first()`: mappers whose tables are queried by themselves.
        if (link.k !== "call")
            return table(link);
        const name = lastName(link.f);
        const [first, second] = link.a;
        if (name === "get" && second !== undefined)
            return table(first?.e);
        if (name === "query")
            return second === undefined ? table(first?.e) : undefined;
        if (name === "select")
            return scalars && second === undefined ? table(first?.e) : undefined;
        if (name === "scalars" || name === "scalar" || name === "exec")
            scalars = true;
        link = TAKES_STATEMENT.has(name) && first !== undefined ? first.e : objectOf(link.f);
    }
    return undefined;
}
const MAX_LINKS = 20;
/** `session.execute(statement)`: the query goes on in the statement. `scalars()` without one belongs to a result. */
const TAKES_STATEMENT = new Set(["execute", "exec", "scalars", "scalar"]);
