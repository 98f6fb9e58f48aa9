import { matcherOf } from "./globs.js";
export function createConfiguredSuppressions({ suppressions, today, }) {
    const all = suppressions.map((suppression) => ({ suppression, covers: coverOf(suppression) }));
    // Dates of this form sort as they follow each other.
    const hasEnded = ({ until }) => until !== undefined && today !== undefined && until < today;
    const missed = new Map();
    return {
        silences: (finding) => {
            const covering = all.filter(({ covers }) => covers(finding)).map(({ suppression }) => suppression);
            if (covering.some((suppression) => !hasEnded(suppression)))
                return true;
            for (const suppression of covering)
                missed.set(suppression, (missed.get(suppression) ?? 0) + 1);
            return false;
        },
        lapsed: () => suppressions.flatMap((suppression) => {
            const questions = missed.get(suppression);
            const { rule, path, until, file, line } = suppression;
            return questions === undefined || until === undefined ? [] : [{ rule, path, until, file, line, questions }];
        }),
    };
}
/** Like a comment in the code: at the question's line or at its cause. */
function coverOf({ rule, path }) {
    const matches = matcherOf([path]);
    return (finding) => {
        if (rule !== finding.rule && rule !== `${finding.rule}/${finding.check}`)
            return false;
        const cause = finding.evidence.at(-1);
        return matches(finding.path) || (cause !== undefined && matches(cause.path));
    };
}
