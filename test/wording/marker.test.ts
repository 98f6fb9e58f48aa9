import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";

import { createMarkerSigner, type Marker, withoutMarkers } from "../../src/wording/marker.ts";

const signer = createMarkerSigner(newKey());
const marker: Marker = {
  fingerprints: ["abc", "def"],
  pathless: ["ghi", "jkl"],
  rule: "API006",
  check: "blocking-client",
  head: "0".repeat(40),
  run: "r1",
  said: "asked",
};

function newKey(): string {
  return generateKeyPairSync("rsa", { modulusLength: 2048 })
    .privateKey.export({ type: "pkcs1", format: "pem" })
    .toString();
}

describe("markers", () => {
  it("are read back", () => {
    expect(signer.read(`A question?\n\n${signer.write(marker)}`)).toEqual(marker);
  });

  it("count only with a signature that fits", () => {
    const other = createMarkerSigner(newKey()).write(marker);
    const changed = signer.write(marker).replace(/v1 ./, "v1 X");

    expect(signer.read(other)).toBeUndefined();
    expect(signer.read(changed)).toBeUndefined();
    expect(signer.read("<!-- maestro:v1 e30.AAAA -->")).toBeUndefined();
  });

  it("are found behind forged ones", () => {
    expect(signer.read(`<!-- maestro:v1 e30.AAAA --> ${signer.write(marker)} <!-- maestro:v1 e30.AAAA -->`)).toEqual(
      marker,
    );
  });

  it("of answers are read back, and are not taken for those of questions", () => {
    const note = { answers: "c5", dismissed: { rule: "API006", by: "ann" } };
    const both = `${signer.writeNote(note)} ${signer.write(marker)}`;

    expect(signer.readNote(both)).toEqual(note);
    expect(signer.read(both)).toEqual(marker);
    expect(signer.read(signer.writeNote(note))).toBeUndefined();
    expect(signer.readNote(signer.write(marker))).toBeUndefined();
    expect(signer.readNote(createMarkerSigner(newKey()).writeNote(note))).toBeUndefined();
  });

  it("say who dismissed a question", () => {
    const dismissed: Marker = { ...marker, said: "dismissed", by: "ann" };

    expect(signer.read(signer.write(dismissed))).toEqual(dismissed);
  });

  it("hold nothing that could end the comment", () => {
    expect(signer.write({ ...marker, fingerprints: ["--> <b>"] }).match(/-->/g)).toHaveLength(1);
  });

  it("are taken out of a text, forged ones as well", () => {
    expect(withoutMarkers(`a ${signer.write(marker)} b <!-- maestro:v1 e30.AAAA --> c`)).toBe("a  b  c");
  });
});
