/** The draft that another one was merged into, if it was. */
export function live(draft) {
    let current = draft;
    while (current.same !== undefined)
        current = current.same;
    return current;
}
/** Makes one application of two that are the same to a reader. */
export function merge(into, from) {
    if (into === from)
        return;
    into.constructions.push(...from.constructions);
    into.given.push(...from.given);
    into.added.push(...from.added);
    into.wrapped.push(...from.wrapped);
    into.handlers.push(...from.handlers);
    into.unresolved.push(...from.unresolved);
    into.state.push(...from.state);
    into.built.push(...from.built);
    into.atStart.push(...from.atStart);
    from.same = into;
}
