import { createHmac, createPrivateKey, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
const FORM = /<!-- maestro:v1 ([\w-]+)\.([\w-]+) -->/g;
const MAC_BYTES = 8;
/** The text without any marker, also those that this App did not sign. */
export function withoutMarkers(body) {
    return body.replace(FORM, "");
}
/** The key comes from the App's private key by HKDF (RFC 5869), so there is no further secret to keep. */
export function createMarkerSigner(privateKeyPem) {
    const secret = createPrivateKey(privateKeyPem).export({ type: "pkcs8", format: "der" });
    const key = Buffer.from(hkdfSync("sha256", secret, new Uint8Array(0), "maestro comment marker v1", 32));
    const sign = (payload) => createHmac("sha256", key).update(payload).digest().subarray(0, MAC_BYTES);
    const wrap = (payload) => {
        const encoded = Buffer.from(JSON.stringify(payload)).toString("base64url");
        return `<!-- maestro:v1 ${encoded}.${sign(encoded).toString("base64url")} -->`;
    };
    const signed = (body) => [...body.matchAll(FORM)]
        .filter(([, payload = "", mac = ""]) => fits(sign(payload), Buffer.from(mac, "base64url")))
        .map(([, payload = ""]) => JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
    return {
        write: ({ fingerprints, pathless, check, ...rest }) => wrap({ fp: fingerprints, pl: pathless, ck: check, ...rest }),
        read: (body) => signed(body)
            .map(toMarker)
            .findLast((marker) => marker !== undefined),
        writeNote: wrap,
        readNote: (body) => signed(body)
            .map(toNote)
            .findLast((found) => found !== undefined),
    };
}
function fits(expected, given) {
    return given.length === expected.length && timingSafeEqual(given, expected);
}
/** The payload's form. The names are short because the marker goes into mails as well. */
const content = z.object({
    fp: z.array(z.string()).min(1),
    pl: z.array(z.string()),
    rule: z.string(),
    ck: z.string().optional(),
    head: z.string(),
    run: z.string(),
    said: z.enum(["asked", "settled", "dismissed"]),
    by: z.string().exactOptional(),
});
const note = z.object({
    answers: z.string(),
    dismissed: z.object({ rule: z.string(), check: z.string().exactOptional(), by: z.string() }).exactOptional(),
});
/** Only signed text comes here, so anything but a marker is from another version of this App, or the other kind. */
function toMarker(payload) {
    const parsed = content.safeParse(payload);
    if (!parsed.success)
        return undefined;
    const { fp, pl, ck, ...rest } = parsed.data;
    return { fingerprints: fp, pathless: pl, check: ck, ...rest };
}
function toNote(payload) {
    return note.safeParse(payload).data;
}
