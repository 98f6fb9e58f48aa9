import { fetchedUrl } from "./commands.ts";
import { environmentValue } from "./environment-values.ts";
import type { EnvironmentValue, Probe, Workload } from "./infrastructure.ts";
import { NOTHING_READ, type Readout } from "./readout.ts";
import { linesOf, placeAt, type Source } from "./source.ts";
import { folderOf } from "./workload-names.ts";

interface Instruction {
  /** Upper case. */
  readonly name: string;
  /** The rest, with its line continuations replaced by blanks of the same length. */
  readonly rest: string;
  /** Where the rest begins in the file. */
  readonly p: number;
}

/** What an image says, and hands on to those that are built from it. */
interface Stage {
  /** The image that the first of its stages starts from. */
  image?: string | undefined;
  environment: EnvironmentValue[];
  probe?: Omit<Probe, "workload"> | undefined;
  entrypoint: string;
  command: string;
  lambda?: true;
}

/**
 * Images of AWS, and the adapter that turns invocations into HTTP requests: https://docs.aws.amazon.com/lambda/latest/dg/python-image.html,
 * https://github.com/awslabs/aws-lambda-web-adapter
 */
const LAMBDA_IMAGE = /^public\.ecr\.aws\/lambda\/|(?:^|\/)aws-lambda-(?:web-)?adapter[:@]/;

/** Reads a Dockerfile: https://docs.docker.com/reference/dockerfile/ */
export function readDockerfile(source: Source): Readout {
  const stages = new Map<string, Stage>();
  let stage: Stage = { environment: [], entrypoint: "", command: "" };
  const ownCommands = new Set<Stage>();
  let first: Instruction | undefined;
  for (const instruction of instructionsOf(source)) {
    first ??= instruction;
    const { name, rest, p } = instruction;
    if (name === "FROM") {
      const [, from, as] = /^\s*(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?/i.exec(rest) ?? [];
      // A stage has what the stage says that it starts from, and nothing of any other.
      const base = stages.get(from?.toLowerCase() ?? "");
      stage =
        base === undefined
          ? { image: from, environment: [], entrypoint: "", command: "" }
          : { ...base, environment: [...base.environment] };
      if (LAMBDA_IMAGE.test(from ?? "")) stage.lambda = true;
      if (as !== undefined) stages.set(as.toLowerCase(), stage);
    } else if (name === "COPY") {
      if (LAMBDA_IMAGE.test(/^\s*(?:--\S+\s+)*?--from=(\S+)/.exec(rest)?.[1] ?? "")) stage.lambda = true;
    } else if (name === "ENTRYPOINT") {
      // The command of a base image is for its own entry point.
      stage.entrypoint = commandOf(rest);
      if (!ownCommands.has(stage)) stage.command = "";
    } else if (name === "CMD") {
      stage.command = commandOf(rest);
      ownCommands.add(stage);
    } else if (name === "HEALTHCHECK") stage.probe = healthcheck(source, instruction);
    else if (name === "ENV") {
      // `ARG` is for the build; the process does not get it.
      for (const pair of pairsOf(rest)) {
        const value = environmentValue(source, pair.name, pair.value, p + pair.at);
        if (value !== undefined) stage.environment.push(value);
      }
    }
  }
  if (first === undefined) return NOTHING_READ;
  const { image, environment, probe, entrypoint, command } = stage;
  const whole = `${entrypoint} ${command}`.trim();
  const workload: Workload = {
    ...(image === undefined ? {} : { image }),
    ...(whole === "" ? {} : { command: whole.slice(0, 2000) }),
    context: folderOf(source.path),
    dockerfile: source.path,
    ...(stage.lambda === undefined ? {} : { lambda: stage.lambda }),
    place: placeAt(source, first.p, first.p),
  };
  return {
    ...NOTHING_READ,
    recognised: true,
    probes: probe === undefined ? [] : [{ ...probe, workload }],
    environment,
    workloads: [workload],
  };
}

/** Instructions with their continuation lines; comments and the bodies of here-documents left out. */
function* instructionsOf(source: Source): Generator<Instruction> {
  const escape = /^#\s*escape\s*=\s*`/im.test(source.text.slice(0, 500)) ? "`" : "\\";
  let open: { name: string; rest: string; p: number } | undefined;
  let heredoc: string | undefined;
  for (const { text, p } of linesOf(source)) {
    if (heredoc !== undefined) {
      if (text.trim() === heredoc) heredoc = undefined;
      continue;
    }
    // Comments and empty lines may stand between the lines of one instruction.
    if (/^\s*(?:#|$)/.test(text)) continue;
    const continues = text.trimEnd().endsWith(escape);
    const own = continues ? `${text.trimEnd().slice(0, -1)} `.padEnd(text.length) : text;
    if (open === undefined) {
      const match = /^\s*([A-Za-z]+)(?=\s|$)/.exec(own);
      if (match === null) continue;
      open = { name: (match[1] ?? "").toUpperCase(), rest: own.slice(match[0].length), p: p + match[0].length };
    } else {
      open.rest = open.rest.padEnd(p - open.p) + own;
    }
    if (continues) continue;
    heredoc = open.name === "RUN" || open.name === "COPY" ? /<<-?["']?(\w+)/.exec(open.rest)?.[1] : undefined;
    yield open;
    open = undefined;
  }
  if (open !== undefined) yield open;
}

function healthcheck(source: Source, { rest, p }: Instruction): Omit<Probe, "workload"> | undefined {
  const match = /^\s*(?:--\S+\s+)*(CMD|NONE)\b/i.exec(rest);
  if (match === null || match[1]?.toUpperCase() !== "CMD") return undefined;
  const url = fetchedUrl(rest);
  const at = url === undefined ? p + match[0].length - 3 : p + url.at;
  return {
    purpose: "health",
    name: "HEALTHCHECK",
    place: placeAt(source, at, at + (url === undefined ? 3 : url.host.length)),
    ...(url === undefined
      ? { how: "exec" }
      : {
          how: "http",
          host: url.host,
          ...(url.port === undefined ? {} : { port: url.port }),
          ...(url.path === undefined ? {} : { httpPath: url.path }),
        }),
  };
}

/** `["uvicorn", "app:app"]` or a shell's line, as one line. */
function commandOf(rest: string): string {
  const trimmed = rest.trim();
  if (!trimmed.startsWith("[")) return trimmed.replaceAll(/\s+/g, " ");
  // An opening quote without an end takes the rest, so that no other quote is tried as one.
  return [...trimmed.matchAll(/"((?:[^"\\]|\\[\s\S])*)(?:"|\\?$)|[^"]+/g)].flatMap(([, word]) => word ?? []).join(" ");
}

/** `NAME=value NAME2="a b"`, or the old `NAME the rest`. */
function pairsOf(rest: string): { name: string; value: string | undefined; at: number }[] {
  const first = /^\s*([A-Za-z_]\w*)(=?)/.exec(rest);
  if (first === null) return [];
  if (first[2] === "") {
    const at = first[0].length - (first[1] ?? "").length;
    return [{ name: first[1] ?? "", value: rest.slice(first[0].length).trim(), at }];
  }
  return [...rest.matchAll(/([A-Za-z_]\w{0,200})=("(?:[^"\\]|\\.)*(?:"|\\?$)|'[^']*'|(?:[^\s"'\\]|\\.)*)/g)].map(
    (match) => ({
      name: match[1] ?? "",
      value: unquoted(match[2] ?? ""),
      at: match.index,
    }),
  );
}

function unquoted(value: string): string {
  const quoted = /^(["'])([\s\S]*)\1$/.exec(value);
  return quoted === null ? value.replaceAll(/\\(.)/g, "$1") : (quoted[2] ?? "").replaceAll(/\\(["\\$])/g, "$1");
}
