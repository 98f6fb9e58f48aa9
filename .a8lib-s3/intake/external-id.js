const FORM = /^v1:([1-9]\d{0,9}):([0-9a-f]{40}):([\w-]{1,64})$/;
export function formatExternalId(identity) {
    return `v1:${identity.number}:${identity.headSha}:${identity.runId}`;
}
/** `undefined` for text that `formatExternalId` did not write. */
export function parseExternalId(text) {
    const [, number, headSha, runId] = FORM.exec(text) ?? [];
    if (number === undefined || headSha === undefined || runId === undefined) {
        return undefined;
    }
    return { number: Number(number), headSha, runId };
}
