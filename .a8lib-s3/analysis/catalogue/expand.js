/**
 * Writes out the alternatives of a name: `redis.{Redis,StrictRedis}` gives two names. Alternatives may be nested and may
 * stand inside a segment.
 *
 * @throws {Error} when braces do not match: a mistake in the catalogue.
 */
export function expandBraces(pattern) {
    const open = pattern.indexOf("{");
    if (open === -1) {
        if (pattern.includes("}")) {
            throw new Error(`unmatched brace in ${pattern}`);
        }
        return [pattern];
    }
    const { alternatives, end } = readAlternatives(pattern, open);
    const head = pattern.slice(0, open);
    const tails = expandBraces(pattern.slice(end));
    return alternatives.flatMap((alternative) => expandBraces(alternative).flatMap((middle) => tails.map((tail) => head + middle + tail)));
}
function readAlternatives(pattern, open) {
    const alternatives = [];
    let depth = 0;
    let start = open + 1;
    for (let at = open; at < pattern.length; at += 1) {
        const character = pattern[at];
        if (character === "{") {
            depth += 1;
        }
        else if (character === "," && depth === 1) {
            alternatives.push(pattern.slice(start, at));
            start = at + 1;
        }
        else if (character === "}") {
            depth -= 1;
            if (depth === 0) {
                alternatives.push(pattern.slice(start, at));
                return { alternatives, end: at + 1 };
            }
        }
    }
    throw new Error(`unmatched brace in ${pattern}`);
}
