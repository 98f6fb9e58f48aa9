import { describe, expect, it } from "vitest";

import { MAX_INFRASTRUCTURE_BYTES } from "../../../src/analysis/infrastructure/paths.ts";
import { createSource } from "../../../src/analysis/infrastructure/source.ts";
import { embeddedSources } from "../../../src/analysis/infrastructure/traits/embedded.ts";
import { traitsOf } from "../../../src/analysis/infrastructure/traits/traits-of.ts";
import { read } from "./support.ts";

/** Large enough for work that grows with the square of the size to be noticed. */
const LIMIT = 60_000;

function fill(piece: string, before = "", after = ""): string {
  return before + piece.repeat(Math.floor((LIMIT - before.length - after.length) / piece.length)) + after;
}

const LEVELS = "abcdefghijklmnop".split("");

const BOMB = [
  "apiVersion: v1",
  "kind: Pod",
  "a: &a [x, x, x, x, x, x, x, x, x]",
  ...LEVELS.slice(1).map((name, index) => {
    const below = LEVELS[index] ?? "a";
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${below}`).join(", ")}]`;
  }),
].join("\n");

describe("hostile files stay bounded", () => {
  it.each([
    ["k8s/bomb.yaml", BOMB],
    ["k8s/brackets.yaml", fill("[")],
    ["k8s/dashes.yaml", fill("- ")],
    ["k8s/indents.yaml", Array.from({ length: 600 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
    ["k8s/self.yaml", "apiVersion: v1\nkind: Pod\na: &a { b: *a }\n"],
    ["k8s/open-string.yaml", fill("x", 'apiVersion: "')],
    ["k8s/documents.yaml", fill("---\n")],
    ["k8s/templates.yaml", fill("{{ ")],
    ["k8s/tags.yaml", fill("!a ", "apiVersion: v1\nkind: ")],
    ["k8s/tag-lines.yaml", fill("!a\n", "apiVersion: v1\nkind: ")],
    ["k8s/anchors.yaml", fill("&a\n", "apiVersion: v1\nkind: ")],
    ["k8s/colons.yaml", fill(": \n")],
    ["k8s/merges.yaml", fill("- { <<: *a, k: 1 }\n", "apiVersion: v1\nkind: Pod\na: &a { b: 1, c: 2 }\nx:\n")],
    ["k8s/commas.yaml", fill(",\n", "a: [")],
    ["k8s/quotes.yaml", fill("'\n")],
    ["k8s/pipes.yaml", fill("a: |\n b\n")],
    ["k8s/keys.yaml", fill("? a\n")],
    ["k8s/proto.yaml", "apiVersion: v1\nkind: Pod\n__proto__: { polluted: true }\nconstructor: x\n"],
    ["Dockerfile", fill("ENV A=\\\n")],
    ["a.dockerfile", fill('ENV A="', "FROM x\n")],
    ["b.dockerfile", fill("a ", "FROM x\nHEALTHCHECK CMD curl ")],
    ["c.dockerfile", fill('\\"', "FROM x\nCMD [")],
    ["d.dockerfile", fill('A=\\"', 'FROM x\nENV A="')],
    ["main.tf", fill("a {")],
    ["c.tf", fill('\\"')],
    ["d.tf", fill("/*")],
    ["d.fly.toml", fill(`[${" ".repeat(19_000)}x\n`)],
    ["fly.e.toml", fill(`a={${"a".repeat(19_000)}\n`)],
    ["fly.f.toml", `${"a.".repeat(5000)}a = 1\n`],
    ["fly.g.toml", fill("{a=", "a = ")],
    ["traefik.toml", fill("[[a]]\n[a.b]\n")],
    ["traefik.h.toml", fill("[a.b.c.d]\n")],
    ["traefik/proto.toml", "__proto__.polluted = true\n[constructor.prototype]\npolluted = true\n"],
    ["nginx.a.conf", fill('"')],
    ["nginx.b.conf", fill("\\")],
    ["nginx.c.conf", fill("{")],
    ["nginx.d.conf", fill("${")],
    ["nginx.e.conf", fill("add_header $request_id ")],
    ["Caddyfile", fill("`\n")],
    ["Caddyfile.b", fill("a {\n")],
    ["haproxy.cfg", fill('"\\')],
    ["haproxy.b.cfg", fill("'\n")],
    ["apim/a.xml", fill("<rate-limit ")],
    ["apim/b.xml", fill("<!--")],
    ["apim/c.xml", fill("<![CDATA[")],
    ["e.tf", fill('command = ["a", ')],
    ["f.tf", fill('healthCheck = { command = ["a"] }\n')],
    ["g.tf", fill("x = <<A\n<a\nA\n")],
    ["h.tf", fill("\n", "x {\n a = <<A\n", "A\n}\n")],
    ["i.tf", fill("annotations.", 'x {\n name = "', '"\n}\n')],
    ["j.tf", fill(" ", "x {\n a = <<A\nlocation ", "\nA\n}\n")],
    ["traefik.i.toml", fill(`${"a".repeat(19_900)}\n`)],
    ["kong.yml", fill("- plugins: [{ name: cors }]\n")],
    ["envoy.json", fill('{"http_filters":[')],
    ["k8s/embedded.yaml", fill("  a.conf: |\n    limit_req x;\n", "apiVersion: v1\nkind: ConfigMap\ndata:\n")],
    ["k8s/envoys.yaml", fill("  envoy.yaml: |\n    a: [{b: c}]\n", "apiVersion: v1\nkind: ConfigMap\ndata:\n")],
    ["template.yaml", fill("  a: { Cors: 1, Throttle: 2 }\n", "Resources:\n")],
    [
      "compose.labels.yml",
      fill("      - traefik.http.middlewares.a.ratelimit.b=1\n", "services:\n  a:\n    labels:\n"),
    ],
    ["k8s/filled-in.yaml", fill(`${"{{x}}".repeat(3900)}x\n`)],
    ["b.tf", fill('a = "', "x {")],
    ["nginx.conf", fill("limit_req ")],
    ["fly.toml", fill("[a.")],
    ["c.fly.toml", fill("a = [\n")],
    ["fly.b.toml", fill("[[x]]\n")],
    [".env.example", fill("A=")],
    ["Procfile", fill("web: ")],
    ["docker-compose.yml", fill("  a: {}\n", "services:\n")],
  ])("%s", (path, text) => {
    const found = read({ [path]: text });

    expect(found.probes.length).toBeLessThan(250);
    expect(found.traits.length + found.openCors.length).toBeLessThan(100);
    expect(found.environment.length + found.workloads.length).toBeLessThan(100_000);
    expect(Object.prototype).not.toHaveProperty("polluted");
  });

  it("reads a file within a file by itself, and none within that one", () => {
    const inner = "kong.yaml: |\n";
    const text = `${"#\n".repeat(20_000)}data:\n  ${inner}    plugins: []\n    ${inner}      plugins: []\n`;
    const embedded = embeddedSources(createSource("k8s/a.yaml", "kubernetes", text));

    expect(
      embedded.map(({ source, at }) => [source.text.trim(), text.indexOf("\n", text.indexOf(inner)) === at]),
    ).toEqual([[`plugins: []\n    ${inner}      plugins: []`, true]]);
    expect(
      traitsOf(
        createSource("k8s/a.yaml", "kubernetes", `data:\n  ${inner}    ${inner}      plugins: [{ name: cors }]\n`),
      ),
    ).toEqual([]);
  });

  it("names what it could not read, and what is too large", () => {
    const found = read({
      "k8s/bomb.yaml": BOMB,
      "k8s/brackets.yaml": fill("["),
      "k8s/broken.yaml": "apiVersion: v1\nkind: Pod\na: 'open\n",
      "k8s/large.yaml": "#".repeat(MAX_INFRASTRUCTURE_BYTES + 1),
    });

    expect(Object.fromEntries(found.unread)).toEqual({
      "k8s/bomb.yaml": "it expands to too many values",
      "k8s/brackets.yaml": "it is nested too deeply",
      "k8s/broken.yaml": expect.stringMatching(/^it is not valid YAML around line \d+$/),
      "k8s/large.yaml": "it is larger than 256 KB",
    });
  });
});
