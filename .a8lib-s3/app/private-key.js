import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
/**
 * The App's private key as PEM text.
 *
 * Accepts what Probot accepts (https://probot.github.io/docs/configuration/): the PEM itself, the PEM with `\n`
 * written out so that it fits on one line, the PEM in base64, or the path of a PEM file.
 * Returns a problem, as a sentence for the person who sets it, when no RSA key comes out of it.
 */
export function readPrivateKey(env) {
    if (env["PRIVATE_KEY"]) {
        return parse(unfold(env["PRIVATE_KEY"]), "PRIVATE_KEY");
    }
    if (!env["PRIVATE_KEY_PATH"]) {
        return {
            problem: "PRIVATE_KEY or PRIVATE_KEY_PATH is not set. It is the App's private key (a .pem file) from the App's settings page.",
        };
    }
    try {
        return parse(readFileSync(env["PRIVATE_KEY_PATH"], "utf8"), "PRIVATE_KEY_PATH");
    }
    catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
        return { problem: `The file that PRIVATE_KEY_PATH names cannot be read (${code}).` };
    }
}
function unfold(value) {
    const text = value.includes("-----BEGIN") ? value : Buffer.from(value, "base64").toString("utf8");
    return text.replaceAll("\\n", "\n").trim() + "\n";
}
function parse(pem, variable) {
    try {
        const key = createPrivateKey(pem);
        if (key.asymmetricKeyType === "rsa") {
            return { pem };
        }
        return { problem: `${variable} holds a key that is not RSA; GitHub Apps sign with RSA keys.` };
    }
    catch {
        // The parser's own message may quote parts of the key, so it is not passed on.
        return { problem: `${variable} does not hold a private key in PEM format.` };
    }
}
