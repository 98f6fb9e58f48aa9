/** Puts together what was really posted on the pull request with what the analysis behind it found. */
export function collectReport(pull, check, analysis) {
    const left = [...(analysis?.findings ?? [])];
    const open = pull.threads.filter((thread) => thread.resolvedBy === null && thread.comments.length > 0);
    const questions = open.map((thread) => {
        const index = left.findIndex((finding) => explains(finding, thread));
        const finding = index < 0 ? undefined : left.splice(index, 1)[0];
        const line = finding?.line ?? thread.startLine ?? thread.line ?? thread.originalLine;
        return { path: thread.path, line, question: finding?.question ?? firstParagraph(thread), finding };
    });
    return {
        questions: questions.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line)),
        check: {
            name: check.name,
            conclusion: check.conclusion ?? check.status,
            title: check.title ?? "",
            summary: check.summary ?? "",
        },
    };
}
function explains(finding, thread) {
    const last = thread.line ?? thread.originalLine;
    const first = thread.startLine ?? last;
    return finding.path === thread.path && finding.line >= first && finding.line <= last;
}
function firstParagraph(thread) {
    return thread.comments[0]?.body.split("\n\n", 1)[0] ?? "";
}
