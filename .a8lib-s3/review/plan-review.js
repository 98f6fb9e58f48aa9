import { anchorOf } from "./anchors.js";
import { covers } from "./dismissals.js";
import { rank } from "./rank.js";
import { reconcile } from "./reconcile.js";
/** From this many new questions of one check in one file on, they are one comment with a list. */
const GROUP_SIZE = 4;
/** Sorts the questions into comments and summary. */
export function planReview(input, circumstances) {
    const { findings, threads, inlineAllowed, limit } = input;
    const files = new Map(input.files.map((file) => [file.path, file]));
    const plan = reconcile(findings, threads, circumstances);
    const { keep, reopen, settle, unsure } = plan;
    const silenced = silencedOf([...plan.post, ...plan.closed.map(({ finding }) => finding)], input.dismissals);
    const silent = new Set(silenced.map(({ finding }) => finding));
    const post = plan.post.filter((finding) => !silent.has(finding));
    const comments = inlineAllowed ? group(rank(post, isChangedIn(files)), files) : [];
    // Open threads count, so that a second look at the same commit does not ask what the first one held back.
    const open = new Set(keep.map(({ thread }) => thread)).size;
    const room = Math.max(0, limit - open);
    const inline = new Set(comments.flatMap((comment) => comment.findings));
    return {
        post: comments.slice(0, room),
        kept: keep.map(({ finding }) => finding),
        closed: plan.closed.flatMap(({ finding }) => (silent.has(finding) ? [] : [finding])),
        silenced,
        listed: post.filter((finding) => !inline.has(finding)),
        overflow: comments.slice(room).flatMap((comment) => comment.findings),
        reopen: inlineAllowed ? reopen : [],
        settle: inlineAllowed ? settle : [],
        unsure: unsure.length,
        settledHere: threads.filter((thread) => thread.said === "settled" && thread.saidAt === input.headSha && !reopen.includes(thread)).length,
    };
}
/** The first dismissal counts, when several people asked for the same. */
function silencedOf(findings, dismissals) {
    return findings.flatMap((finding) => {
        const dismissal = dismissals.find((one) => covers(one, finding));
        return dismissal === undefined ? [] : [{ finding, dismissal }];
    });
}
function isChangedIn(files) {
    const added = new Map([...files].map(([path, file]) => [path, new Set(file.hunks?.flatMap((hunk) => hunk.added))]));
    return (path, line) => added.get(path)?.has(line) === true;
}
/** Comments in the order of their first finding. */
function group(findings, files) {
    const placed = findings.flatMap((finding) => {
        const anchor = anchorOf(finding, files);
        return anchor === undefined ? [] : [{ finding, anchor }];
    });
    const kinds = new Map();
    for (const one of placed) {
        const kind = `${one.finding.rule}/${one.finding.check} ${one.finding.path}`;
        kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
    }
    return [...kinds.values()]
        .flatMap((same) => {
        const [first, ...rest] = same;
        if (first === undefined || same.length < GROUP_SIZE) {
            return same.map(({ finding, anchor }) => ({ findings: [finding], anchor }));
        }
        const { path, line } = first.finding;
        // A suggestion would speak for one of several places.
        const anchor = { path, line, withSuggestion: false };
        return [{ findings: [first.finding, ...rest.map(({ finding }) => finding)], anchor }];
    })
        .toSorted((a, b) => findings.indexOf(a.findings[0]) - findings.indexOf(b.findings[0]));
}
