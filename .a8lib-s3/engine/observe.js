/** Runs every check over the project. A crash costs that check only, and is told. */
export function observe(project, rules) {
    const observed = [];
    const failures = [];
    for (const rule of rules) {
        for (const check of rule.checks) {
            try {
                for (const observation of check.find(project))
                    observed.push({ rule: rule.id, check: check.name, observation });
            }
            catch (error) {
                failures.push({
                    rule: rule.id,
                    check: check.name,
                    message: error instanceof Error ? error.message : String(error),
                });
            }
        }
    }
    return { observed, failures };
}
/** The ways to causes that exist in a project, as keys: what the merge base had is not new in the head. */
export function knownWays(observed) {
    return new Set(observed.flatMap((one) => waysOf(one)));
}
/** The key of each way to this observation's cause, in the order of its variants. */
export function waysOf({ rule, check, observation }) {
    const { path, symbol, key } = observation.cause;
    const cause = [rule, check, path, symbol, key].join("\0");
    return observation.kind === "absence" ? [cause] : observation.variants.map((variant) => `${cause}\0${variant.key}`);
}
