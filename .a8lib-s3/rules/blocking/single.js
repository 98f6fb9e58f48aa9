import { symbolOf } from "../../analysis/module.js";
/** Builds the sighting of a cause that is its own and only entry. */
export function singleSighting(single) {
    const symbol = single.fn === undefined ? single.module.name : symbolOf(single.fn);
    const step = { ...single.at, note: single.note };
    return {
        kind: "sighting",
        cause: { key: single.key, path: single.module.path, symbol: single.fn?.facts.qual ?? "" },
        variants: [
            {
                key: symbol,
                label: single.fn?.facts.name ?? single.module.name,
                severity: single.severity,
                confidence: single.confidence,
                ...(single.summary === true ? { placement: "summary" } : {}),
                symbol,
                question: single.question,
                chain: [step],
                origins: (single.background ?? []).map((seen) => ({ ...seen, background: true })),
            },
        ],
        searched: single.searched ?? [],
        ...(single.suggestion === undefined ? {} : { suggestion: single.suggestion }),
    };
}
/** Text from the code under review, fit for a code span of a question. */
export function code(text) {
    return text.replaceAll("`", "'").replaceAll("\n", " ");
}
