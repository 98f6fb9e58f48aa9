const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;
/**
 * Turns GitHub's `patch`, or the beginning of a hunk that `diff_hunk` is, into rows with line numbers.
 * Only a hunk's header can start with `@@`: every other line has a sign in front.
 */
export function diffLines(patch) {
    let oldLine = 0;
    let newLine = 0;
    return patch
        .replace(/\n$/, "")
        .split("\n")
        .map((line) => {
        const header = HUNK.exec(line);
        if (header !== null) {
            oldLine = Number(header[1]);
            newLine = Number(header[2]);
            return { kind: "hunk", text: line };
        }
        const text = line.slice(1).replace(/\r$/, "");
        switch (line[0]) {
            case "+":
                return { kind: "added", newLine: newLine++, text };
            case "-":
                return { kind: "removed", oldLine: oldLine++, text };
            case "\\":
                return { kind: "note", text: text.trim() };
            default:
                return { kind: "context", oldLine: oldLine++, newLine: newLine++, text };
        }
    });
}
