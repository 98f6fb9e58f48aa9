import { environmentValue } from "./environment-values.ts";
import type { EnvironmentValue, PathRewrite } from "./infrastructure.ts";
import { NOTHING_READ, type Readout } from "./readout.ts";
import { linesOf, placeAt, type Source } from "./source.ts";
import { folderOf } from "./workload-names.ts";

/** Reads `.env.example` and its like: `NAME=value`, quotes and comments as python-dotenv reads them. */
export function readEnvExample(source: Source): Readout {
  const environment = [...linesOf(source)].flatMap(({ text, p }) => {
    if (text.length > 4000) return [];
    const match = /^(\s*(?:export\s+)?)([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(text);
    if (match === null) return [];
    const [, before = "", name = "", written = ""] = match;
    return environmentValue(source, name, unquoted(written), p + before.length) ?? [];
  });
  return { ...NOTHING_READ, recognised: true, environment };
}

/** Reads a committed `.env`. It may hold secrets, so of its lines only the names are kept, and values that are nothing but `*`. */
export function readEnvFile(source: Source): Readout {
  const read = readEnvExample(source);
  const environment = read.environment.map((each): EnvironmentValue => {
    const value = each.value !== undefined && /^[\s"'[\]]*\*[\s"'[\]]*$/.test(each.value) ? each.value : undefined;
    return { ...each, value, place: { ...each.place, text: each.name } };
  });
  return { ...read, environment };
}

function unquoted(written: string): string {
  const quoted = /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(written);
  return quoted === null ? written.replace(/(?:^|\s)#.*$/, "").trim() : (quoted[2] ?? "");
}

/** Reads a Procfile: `web: uvicorn app.main:app`. */
export function readProcfile(source: Source): Readout {
  const environment: EnvironmentValue[] = [];
  const workloads = [...linesOf(source)].flatMap(({ text, p }) => {
    const match = /^([A-Za-z][\w-]*):\s*(\S.*)$/.exec(text.slice(0, 2000));
    if (match === null) return [];
    const [whole, name = "", command = ""] = match;
    environment.push(...assignedBefore(source, command, p + whole.length - command.length));
    return { name, command, context: folderOf(source.path), place: placeAt(source, p, p + name.length) };
  });
  return { ...NOTHING_READ, recognised: workloads.length > 0, workloads, environment };
}

/** `A=1 B="2" uvicorn …`: what a shell's line sets for its command. */
function assignedBefore(source: Source, command: string, p: number): EnvironmentValue[] {
  const found: EnvironmentValue[] = [];
  const pattern = /\s*(?:env\s+|export\s+)?([A-Za-z_]\w*)=("[^"]*"|'[^']*'|[^\s"']*)(?=\s)/y;
  for (let match = pattern.exec(command); match !== null; match = pattern.exec(command)) {
    const [whole, name = "", written = ""] = match;
    const at = p + match.index + whole.indexOf(name);
    found.push(...[environmentValue(source, name, unquoted(written), at) ?? []].flat());
  }
  return found;
}

/** Ways in which proxies and ingresses cut or rewrite paths before the service sees them. */
const REWRITES: readonly (readonly [RegExp, string])[] = [
  [/^\s*rewrite\s+\S/, "rewrite"],
  [/^\s*(?:handle_path|uri\s+strip_prefix|uri\s+replace)\b/, "strip_prefix"],
  [/\brewrite-target\b/, "rewrite-target"],
  [
    /\b(?:stripPrefix|replacePath|strip_path|prefix_rewrite|prefixRewrite|ReplacePrefixMatch|regex_rewrite)\w*/i,
    "a path rewrite",
  ],
  [/^\s*(?:http-request\s+(?:set-path|replace-path)|reqrep)\b/, "replace-path"],
  // A URI after the upstream's name replaces the location's prefix.
  [/^\s*proxy_pass\s+https?:\/\/[^/;\s]+\/[^;]*;/, "proxy_pass with a URI"],
];

export function rewritesIn(source: Source): readonly PathRewrite[] {
  const found: PathRewrite[] = [];
  for (const { text, p } of linesOf(source)) {
    if (text.length > 4000 || /^\s*#/.test(text)) continue;
    const rewrite = REWRITES.find(([pattern]) => pattern.test(text));
    if (rewrite === undefined || found.length >= 20) continue;
    const start = p + text.search(/\S/);
    found.push({ by: rewrite[1], place: placeAt(source, start, p + text.trimEnd().length) });
  }
  return found;
}
