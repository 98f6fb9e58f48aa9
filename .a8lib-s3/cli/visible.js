/**
 * Control characters, invisible format characters (bidirectional overrides, zero-width characters) and line separators:
 * text from the code under review that could move the cursor, recolour the terminal or show something other than what is there.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** Shows what could deceive a reader as `\x1b` or `\u{202e}`. */
export function visible(text) {
    return text.replace(INVISIBLE, (character) => {
        const code = character.codePointAt(0) ?? 0;
        return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
    });
}
/** The same for JSON text: escaped so that every JSON parser reads the original value. Line breaks between tokens stay. */
export function visibleJson(json) {
    return json.replace(INVISIBLE, (character) => (character === "\n" ? character : escapedUnits(character)));
}
function escapedUnits(character) {
    return character
        .split("")
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
        .join("");
}
