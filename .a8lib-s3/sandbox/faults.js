/** Faults on purpose: what tests use to see how a client lives with a failing platform. */
/** The fault that this request runs into, if any; its counters move on. */
export function takeFault(faults, request) {
    for (const fault of faults) {
        const { method, path } = fault.rule;
        if (method !== undefined && method.toUpperCase() !== request.method)
            continue;
        const fits = typeof path === "string" ? path === request.template : path.test(request.path);
        if (!fits || fault.left <= 0)
            continue;
        if (fault.skip > 0) {
            fault.skip -= 1;
            continue;
        }
        fault.left -= 1;
        return fault.rule.action;
    }
    return undefined;
}
