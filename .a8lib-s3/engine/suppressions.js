/** What other tools' markers acknowledge: the author has seen this and means it. */
const ACKNOWLEDGED = /#\s*(?:noqa(?::\s*(?:[\w, ]*\b(?:ASYNC2\d\d|S113|RUF006|B008|FAST00\d|API00\d)\b))|noqa\s*$|nosec\b)/i;
const DIRECTIVE = /#\s*maestro:\s*(ignore|ignore-file)\s*\[([^\]]*)\]/;
/** How far down a file its `ignore-file` directive may stand. */
const TOP_LINES = 20;
/** Reads `# maestro: ignore[API006] reason` on a line or the line above, `# maestro: ignore-file[…]` at a file's top, and other linters' markers on the line. */
export function readSuppressions(modules) {
    const byPath = new Map(modules.map((module) => [module.path, module]));
    return {
        silences: (path, line, rule, check) => {
            const comments = byPath.get(path)?.facts.comments ?? [];
            return comments.some((comment) => {
                const directive = DIRECTIVE.exec(comment.text);
                if (directive === null)
                    return comment.line === line && ACKNOWLEDGED.test(comment.text);
                const names = (directive[2] ?? "").split(",").map((name) => name.trim());
                if (!names.includes(rule) && !names.includes(`${rule}/${check}`))
                    return false;
                if (directive[1] === "ignore-file")
                    return comment.line <= TOP_LINES;
                return comment.line === line || (comment.own && comment.line === line - 1);
            });
        },
    };
}
