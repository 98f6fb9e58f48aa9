import { literalPath } from "./commands.ts";
import { environmentValue } from "./environment-values.ts";
import type { EnvironmentValue, Probe, Workload } from "./infrastructure.ts";
import { NOTHING_READ, type Readout } from "./readout.ts";
import { placeAt, type Source } from "./source.ts";

interface Attribute {
  readonly name: string;
  /** The text of a plain string; `undefined` for everything that Terraform works out. */
  readonly value: string | undefined;
  readonly p: number;
  readonly q: number;
  /** The names of the blocks around it, outermost first: `resource aws_lb_target_group api`, `health_check`. */
  readonly within: readonly string[];
}

/** Comments and strings without an end take the rest, so that nothing in them is tried as another beginning. */
const TOKEN =
  /#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|<<-?(\w+)[^\n]*(?:\n|$)|"(?:[^"\\\n]|\\.)*(?:"|(?=\\?(?:\n|$)))|[A-Za-z_][\w.-]*|[{}=\n]/g;

/** Blocks deeper than this are no configuration. */
const MAX_DEPTH = 40;
const MAX_ATTRIBUTES = 20_000;

/**
 * Reads health checks and variables from Terraform. Attribute names are the providers': `health_check { path }` of load balancers,
 * `liveness_probe { http_get { path } }` of Cloud Run and Kubernetes, `health_check_path` of Azure, `request_path` of Google Cloud.
 */
export function readTerraform(source: Source): Readout {
  const attributes = attributesOf(source.text);
  return {
    ...NOTHING_READ,
    recognised: true,
    probes: attributes.flatMap((attribute) => probeOf(source, attribute) ?? []),
    environment: variablesOf(source, attributes),
  };
}

function attributesOf(text: string): Attribute[] {
  const found: Attribute[] = [];
  const within: string[] = [];
  let words: string[] = [];
  let name: { readonly text: string; readonly p: number } | undefined;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null && found.length < MAX_ATTRIBUTES; match = TOKEN.exec(text)) {
    const [token, heredoc] = match;
    if (heredoc !== undefined) TOKEN.lastIndex = afterHeredoc(text, TOKEN.lastIndex, heredoc);
    else if (token === "{") {
      if (within.length >= MAX_DEPTH) return found;
      within.push(name?.text ?? words.join(" ").slice(0, 200));
      words = [];
      name = undefined;
    } else if (token === "}") {
      within.pop();
      words = [];
      name = undefined;
    } else if (token === "\n") {
      words = [];
      name = undefined;
    } else if (token === "=") {
      const last = words.at(-1);
      name = last === undefined ? undefined : { text: last, p: match.index };
      words = [];
    } else if (/^[A-Za-z_"]/.test(token)) {
      const bare = token.startsWith('"') ? token.slice(1, -1) : token;
      if (name === undefined) words.push(bare);
      else {
        const literal = token.startsWith('"') && !bare.includes("${") && words.length === 0;
        if (words.length === 0)
          found.push({
            name: name.text,
            value: literal ? bare : undefined,
            p: match.index,
            q: match.index + token.length,
            within: [...within],
          });
        words.push(bare);
      }
    }
  }
  return found;
}

function afterHeredoc(text: string, from: number, word: string): number {
  const end = new RegExp(`^[ \\t]*${word}[ \\t]*$`, "gm");
  end.lastIndex = from;
  const match = end.exec(text);
  return match === null ? text.length : match.index + match[0].length;
}

function probeOf(source: Source, { name, value, p, q, within }: Attribute): Probe | undefined {
  const block = within.at(-1) ?? "";
  const outer = within.at(-2) ?? "";
  const isPath =
    (name === "path" && (block === "health_check" || (block === "http_get" && outer.endsWith("_probe")))) ||
    (name === "request_path" && /health_check/.test(block)) ||
    name === "health_check_path";
  if (!isPath || (value !== undefined && !value.startsWith("/"))) return undefined;
  const httpPath = value === undefined ? undefined : literalPath(value);
  const workload: Workload = { name: within[0] ?? "", place: placeAt(source, p, q) };
  return {
    purpose: purposeOf(outer),
    how: "http",
    ...(httpPath === undefined ? {} : { httpPath }),
    name: block === "http_get" ? outer : name === "path" ? block : name,
    workload,
    place: placeAt(source, p, q),
  };
}

function purposeOf(block: string): Probe["purpose"] {
  if (block === "liveness_probe") return "liveness";
  if (block === "readiness_probe") return "readiness";
  return block === "startup_probe" ? "startup" : "health";
}

function variablesOf(source: Source, attributes: readonly Attribute[]): EnvironmentValue[] {
  const found: EnvironmentValue[] = [];
  for (const [index, attribute] of attributes.entries()) {
    const block = attribute.within.at(-1) ?? "";
    if (/^(?:variables|environment|environment_variables|env_vars?|app_settings)$/.test(block)) {
      if (/^[A-Z][A-Z0-9_]*$/.test(attribute.name))
        found.push(...[environmentValue(source, attribute.name, attribute.value, attribute.p) ?? []].flat());
    } else if (
      attribute.name === "name" &&
      attribute.value !== undefined &&
      /^[A-Z][A-Z0-9_]*$/.test(attribute.value)
    ) {
      const next = attributes[index + 1];
      const value = next?.name === "value" && next.within.length === attribute.within.length ? next.value : undefined;
      found.push(...[environmentValue(source, attribute.value, value, attribute.p) ?? []].flat());
    }
  }
  return found;
}
