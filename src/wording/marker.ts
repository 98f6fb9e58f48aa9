import { createHmac, createPrivateKey, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** What a question's hidden marker says. */
export interface Marker {
  /** One question, or those that are asked together. */
  readonly fingerprints: readonly string[];
  /** The same without the file's path, in the same order. */
  readonly pathless: readonly string[];
  readonly rule: string;
  readonly check: string | undefined;
  /** The commit that was reviewed: GitHub moves a comment's own commit after a force-push. */
  readonly head: string;
  readonly run: string;
  /** `settled` once this App has said that the question is gone, `dismissed` once a person has dismissed it. */
  readonly said: "asked" | "settled" | "dismissed";
  /** Who dismissed it. */
  readonly by?: string;
}

/** What the hidden marker of an answer says. */
export interface Note {
  /** The comment that it answers, so that it is answered once. */
  readonly answers: string;
  /** The comment asked for silence about a rule or a check on this pull request. */
  readonly dismissed?: RuleDismissal;
}

/** A person does not want to hear of a rule, or of one of its checks, on a pull request. */
export interface RuleDismissal {
  readonly rule: string;
  readonly check?: string;
  readonly by: string;
}

/** Writes and recognises markers. People can quote or edit comments, so a marker counts only if its signature fits. */
export interface MarkerSigner {
  readonly write: (marker: Marker) => string;
  /** The last marker of a question that this App signed. */
  readonly read: (body: string) => Marker | undefined;
  readonly writeNote: (note: Note) => string;
  /** The last marker of an answer that this App signed. */
  readonly readNote: (body: string) => Note | undefined;
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
  const wrap = (payload: Content | Note): string => {
    const encoded = Buffer.from(JSON.stringify(payload)).toString("base64url");
    return `<!-- maestro:v1 ${encoded}.${sign(encoded).toString("base64url")} -->`;
  };
  const signed = (body: string): readonly unknown[] =>
    [...body.matchAll(FORM)]
      .filter(([, payload = "", mac = ""]) => fits(sign(payload), Buffer.from(mac, "base64url")))
      .map(([, payload = ""]): unknown => JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
  return {
    write: ({ fingerprints, pathless, check, ...rest }) => wrap({ fp: fingerprints, pl: pathless, ck: check, ...rest }),
    read: (body) =>
      signed(body)
        .map(toMarker)
        .findLast((marker) => marker !== undefined),
    writeNote: wrap,
    readNote: (body) =>
      signed(body)
        .map(toNote)
        .findLast((found) => found !== undefined),
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

type Content = Readonly<{ [Key in keyof z.infer<typeof content>]: Readonly<z.infer<typeof content>[Key]> }>;

/** Only signed text comes here, so anything but a marker is from another version of this App, or the other kind. */
function toMarker(payload: unknown): Marker | undefined {
  const parsed = content.safeParse(payload);
  if (!parsed.success) return undefined;
  const { fp, pl, ck, ...rest } = parsed.data;
  return { fingerprints: fp, pathless: pl, check: ck, ...rest };
}

function toNote(payload: unknown): Note | undefined {
  return note.safeParse(payload).data;
}
