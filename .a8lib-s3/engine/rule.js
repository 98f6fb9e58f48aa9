/** Checks a rule's shape at compile time and returns it unchanged. */
export function defineRule(rule) {
    return rule;
}
/** Checks a check's shape at compile time and returns it unchanged. */
export function defineCheck(check) {
    return check;
}
/** How rules and checks are named in configuration: `API006`, `API006/blocking-client` … */
export function namesOf(rules) {
    return rules.flatMap(({ id, checks }) => [id, ...checks.map(({ name }) => `${id}/${name}`)]);
}
