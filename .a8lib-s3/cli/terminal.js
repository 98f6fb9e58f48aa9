import { styleText } from "node:util";
/** Colours on a terminal, unless the user asked for none (https://no-color.org). */
export function paintFor(stream) {
    const noColor = process.env["NO_COLOR"];
    const colours = stream.isTTY && (noColor === undefined || noColor === "") && process.env["TERM"] !== "dumb";
    return colours ? (style, text) => styleText(style, text) : (_style, text) => text;
}
/** One line that replaces itself; silent where nobody watches. An empty text takes it away. */
export function progressOn(stream) {
    if (!stream.isTTY)
        return () => undefined;
    return (text) => void stream.write(`\r\u001b[2K${text}`);
}
