/** The most that a question may have, in UTF-16 code units. */
const MAX_QUESTION = 400;
/** A question whose code spans are cut, the longer ones first, until it is short enough to be read: names in code can be of any length. */
export function fit(question) {
    let text = question;
    for (const limit of [60, 45, 32, 24, 16]) {
        if (text.length <= MAX_QUESTION)
            break;
        text = question.replaceAll(/`([^`]+)`/g, (_span, code) => `\`${cut(code, limit)}\``);
    }
    return text;
}
/** A place keeps its end, where file and line stand; everything else its beginning. */
function cut(code, limit) {
    if (code.length <= limit)
        return code;
    return /:\d+$/.test(code) ? `…${code.slice(code.length - limit + 1)}` : `${code.slice(0, limit - 1)}…`;
}
