import { codeSpan } from "./escape.js";
/** How many questions are kept back, and who wanted that; one dismissal for each question. */
export function silencedSentences(dismissals) {
    const counts = new Map();
    for (const { by, ...about } of dismissals) {
        const reason = `${codeSpan(by)} dismissed ${aboutText(about)} on this pull request`;
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    return [...counts].map(([reason, questions]) => `${reason}, so I keep ${questions === 1 ? "one question" : `${questions} questions`} back.`);
}
/** `API006`, or one of its checks. */
export function aboutText({ rule, check }) {
    return codeSpan(check === undefined ? rule : `${rule}/${check}`);
}
