/**
 * Compares the questions of this run with the threads of earlier ones. Nothing is asked twice, within a run either,
 * and what a person closed stays as it is.
 */
export function reconcile(findings, threads, { isFinal, exists, sure }) {
    const unique = [...new Map(findings.toReversed().map((one) => [one.fingerprint, one])).values()].toReversed();
    const found = match(unique, threads, exists);
    const matches = unique.flatMap((finding) => {
        const thread = found.get(finding);
        return thread === undefined ? [] : [{ finding, thread }];
    });
    const alive = new Set([
        ...matches.map(({ thread }) => thread),
        // Two runs at the same moment may have asked the same; the second thread lives and dies with the first.
        ...threads.filter((thread) => thread.fingerprints.some((print) => unique.some((one) => one.fingerprint === print))),
    ]);
    const open = threads.filter((thread) => !isFinal(thread));
    const gone = open.filter((thread) => !alive.has(thread) && !isSettled(thread));
    return {
        post: unique.filter((finding) => !found.has(finding)),
        keep: matches.filter(({ thread }) => !isFinal(thread)),
        closed: matches.filter(({ thread }) => isFinal(thread)),
        reopen: open.filter((thread) => alive.has(thread) && isSettled(thread)),
        settle: sure ? gone : [],
        unsure: sure ? [] : gone,
    };
}
/** Whether this App has already said that the question is gone. */
export function isSettled(thread) {
    return thread.said === "settled" || thread.resolvedBy === "app";
}
/** By fingerprint, and then, for files that were renamed, without the path. */
function match(findings, threads, exists) {
    const found = new Map();
    const taken = new Set();
    for (const finding of findings) {
        const thread = threads.find((one) => one.fingerprints.includes(finding.fingerprint));
        if (thread === undefined)
            continue;
        found.set(finding, thread);
        taken.add(finding.fingerprint);
    }
    const moved = threads.filter((thread) => !exists(thread.path));
    for (const finding of findings.filter((one) => !found.has(one))) {
        const place = moved
            .flatMap((thread) => thread.pathless.map((pathless, index) => ({ thread, pathless, index })))
            .find(({ thread, pathless, index }) => pathless === finding.pathlessFingerprint && !taken.has(thread.fingerprints[index] ?? ""));
        if (place === undefined)
            continue;
        found.set(finding, place.thread);
        taken.add(place.thread.fingerprints[place.index] ?? "");
    }
    return found;
}
