import { createHmac, createPrivateKey, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** What a comment's hidden marker says. */
export interface Marker {
  /** One question, or those that are asked together. */
  readonly fingerprints: readonly string[];
  /** The same without the file's path, in the same order. */
  readonly pathless: readonly string[];
  readonly rule: string;
  /** The commit that was reviewed: GitHub moves a comment's own commit after a force-push. */
  readonly head: string;
  readonly run: string;
  /** `settled` once this App has said that the question is gone. */
  readonly said: "asked" | "settled";
}

/** Writes and recognises markers. People can quote or edit comments, so a marker counts only if its signature fits. */
export interface MarkerSigner {
  readonly write: (marker: Marker) => string;
  /** The last marker of the text that this App signed. */
  readonly read: (body: string) => Marker | undefined;
}

const FORM = /<!-- maestro:v1 ([\w-]+)\.([\w-]+) -->/g;
const MAC_BYTES = 8;

/** The text without any marker, also those that this App did not sign. */
export function withoutMarkers(body: string): string {
  return body.replace(FORM, "");
}

/** The key comes from the App's private key by HKDF (RFC 5869), so there is no further secret to keep. */
export function createMarkerSigner(privateKeyPem: string): MarkerSigner {
  const secret = createPrivateKey(privateKeyPem).export({ type: "pkcs8", format: "der" });
  const key = Buffer.from(hkdfSync("sha256", secret, new Uint8Array(0), "maestro comment marker v1", 32));
  const sign = (payload: string): Buffer => createHmac("sha256", key).update(payload).digest().subarray(0, MAC_BYTES);
  return {
    write: ({ fingerprints, pathless, rule, head, run, said }) => {
      const payload: Content = { fp: fingerprints, pl: pathless, rule, head, run, said };
      const encoded = Buffer.from(JSON.stringify(payload)).toString("base64url");
      return `<!-- maestro:v1 ${encoded}.${sign(encoded).toString("base64url")} -->`;
    },
    read: (body) =>
      [...body.matchAll(FORM)]
        .filter(([, payload = "", mac = ""]) => fits(sign(payload), Buffer.from(mac, "base64url")))
        .map(([, payload = ""]) => decode(payload))
        .findLast((marker) => marker !== undefined),
  };
}

function fits(expected: Buffer, given: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The payload's form. The names are short because the marker goes into mails as well. */
const content = z.object({
  fp: z.array(z.string()).min(1),
  pl: z.array(z.string()),
  rule: z.string(),
  head: z.string(),
  run: z.string(),
  said: z.enum(["asked", "settled"]),
});

type Content = Readonly<{ [Key in keyof z.infer<typeof content>]: Readonly<z.infer<typeof content>[Key]> }>;

/** Only signed text comes here, so anything but a marker is from another version of this App. */
function decode(payload: string): Marker | undefined {
  const parsed = content.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
  if (!parsed.success) return undefined;
  const { fp, pl, rule, head, run, said } = parsed.data;
  return { fingerprints: fp, pathless: pl, rule, head, run, said };
}
