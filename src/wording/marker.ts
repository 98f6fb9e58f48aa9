import { createHmac, createPrivateKey, hkdfSync, timingSafeEqual } from "node:crypto";

/** What a comment's hidden marker says. */
export interface Marker {
  readonly fp: string;
  readonly rule: string;
  /** The commit that was reviewed: GitHub moves a comment's own commit after a force-push. */
  readonly head: string;
  readonly run: string;
}

/** Writes and recognises markers. People can quote or edit comments, so a marker counts only if its signature fits. */
export interface MarkerSigner {
  readonly write: (marker: Marker) => string;
  /** The last marker of the text that this App signed. */
  readonly read: (body: string) => Marker | undefined;
}

const FORM = /<!-- maestro:v1 ([\w-]+)\.([\w-]+) -->/g;
const MAC_BYTES = 8;

/** The key comes from the App's private key by HKDF (RFC 5869), so there is no further secret to keep. */
export function createMarkerSigner(privateKeyPem: string): MarkerSigner {
  const secret = createPrivateKey(privateKeyPem).export({ type: "pkcs8", format: "der" });
  const key = Buffer.from(hkdfSync("sha256", secret, new Uint8Array(0), "maestro comment marker v1", 32));
  const sign = (payload: string): Buffer => createHmac("sha256", key).update(payload).digest().subarray(0, MAC_BYTES);
  return {
    write: (marker) => {
      const { fp, rule, head, run } = marker;
      const payload = Buffer.from(JSON.stringify({ fp, rule, head, run })).toString("base64url");
      return `<!-- maestro:v1 ${payload}.${sign(payload).toString("base64url")} -->`;
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

/** Only signed text comes here, so anything but a marker is from another version of this App. */
function decode(payload: string): Marker | undefined {
  const value: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  const { fp, rule, head, run } = { fp: undefined, rule: undefined, head: undefined, run: undefined, ...value };
  return typeof fp === "string" && typeof rule === "string" && typeof head === "string" && typeof run === "string"
    ? { fp, rule, head, run }
    : undefined;
}
