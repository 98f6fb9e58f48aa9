import type { Architecture } from "../analysis/architecture.ts";
import { MAX_INFRASTRUCTURE_FILES } from "../analysis/infrastructure/paths.ts";
import { createProject, type Project, type ProjectFile } from "../analysis/project.ts";
import type { ParserBackend } from "../python/backend.ts";
import { decodeSource } from "../python/decode.ts";
import { readModule, type ModuleReading } from "../python/read-module.ts";
import type { AnalysisRequest, BlobContent, FileRef } from "./analyser.ts";
import { DEFAULT_CONFIGURATION } from "./configuration.ts";
import { textKey, type FactsCache, type Reading } from "./facts-cache.ts";
import type { Analysis, Unread } from "./finding.ts";
import { isLockFile, isPythonFile, isTextFile, leftOut, maxBytesOf } from "./project-files.ts";
import type { Rule } from "./rule.ts";
import { runRules } from "./run-rules.ts";
import { readSurfaces } from "./surface.ts";

/** What an analysis needs besides the request. */
export interface Engine {
  readonly backend: ParserBackend;
  readonly cache: FactsCache;
  readonly rules: readonly Rule[];
  /** Told before each file is parsed: when the process dies, its keeper knows over which file. */
  readonly onParse?: (file: FileRef) => void;
  readonly onParsed?: () => void;
  /** Blobs that are not to be read, with what is said about them instead. */
  readonly refused?: ReadonlyMap<string, string>;
}

/** Files parsed between two turns of the event loop. The native parser frees its trees only when the loop turns. */
const FILES_PER_TURN = 20;

/** Reads a snapshot's files and asks every check. The one implementation behind the App, the command line and the tests. */
export async function analyseSnapshot(engine: Engine, request: AnalysisRequest): Promise<Analysis> {
  const { files, diff } = request;
  const headReadings = await readFiles(engine, files, (missing) => request.load(missing, "head"), request.signal);
  const configuration = request.configuration ?? DEFAULT_CONFIGURATION;
  const { architecture } = configuration;
  const head = projectOf(files, headReadings, architecture);
  let base: Project | undefined;
  if (diff !== undefined) {
    const baseReadings = await readFiles(
      engine,
      diff.baseFiles,
      (missing) => request.load(missing, "base"),
      request.signal,
    );
    const before = withBase(files, diff.baseFiles, diff.changed);
    base = projectOf(before, new Map([...headReadings, ...baseReadings]), architecture);
  }
  const onlyRoutes = request.purpose === "routes";
  const result = runRules(
    diff === undefined || base === undefined ? { head } : { head, diff: { changed: diff.changed, base } },
    onlyRoutes ? [] : engine.rules,
    configuration,
  );
  const { failures, ...surface } = readSurfaces(head, base, onlyRoutes);
  return {
    ...result,
    ...surface,
    failures: [...result.failures, ...failures],
    unread: [...unreadOf(files, headReadings), ...unselected(files)],
    summary: {
      files: files.filter((file) => isPythonFile(file.path)).length,
      routes: head.routes.length,
      questions: result.findings.length,
    },
  };
}

/** What was read, by {@link keyOf}. */
type Readings = ReadonlyMap<string, Reading>;

/** Python is read for its facts, other files for their text. */
function keyOf({ path, blob }: FileRef): string {
  return isPythonFile(path) ? blob : textKey(blob);
}

async function readFiles(
  engine: Engine,
  files: readonly FileRef[],
  load: (missing: readonly FileRef[]) => Promise<ReadonlyMap<string, BlobContent>>,
  signal: AbortSignal | undefined,
): Promise<Readings> {
  const readings = new Map<string, Reading>();
  const missing = new Map<string, FileRef>();
  const tooMany = new Set(leftOut(files.map(({ path }) => path)));
  for (const file of files) {
    if ((!isPythonFile(file.path) && !isTextFile(file.path)) || tooMany.has(file.path)) continue;
    const key = keyOf(file);
    const known = engine.cache.get(key);
    if (known === undefined) missing.set(key, file);
    else readings.set(key, known);
  }
  if (missing.size === 0) return readings;
  const contents = await load([...missing.values()]);
  let parsed = 0;
  for (const [key, file] of missing) {
    signal?.throwIfAborted();
    readings.set(key, readOne(engine, file, contents.get(file.blob)));
    parsed += 1;
    if (parsed % FILES_PER_TURN === 0) await new Promise(setImmediate);
  }
  return readings;
}

function readOne(engine: Engine, file: FileRef, content: BlobContent | undefined): Reading {
  if (content === undefined) return { unreadable: "its content could not be had" };
  if ("unreadable" in content) return content;
  if (!isPythonFile(file.path)) {
    if (content.bytes.length > maxBytesOf(file.path))
      return { unreadable: `it is larger than ${Math.round(maxBytesOf(file.path) / 1024)} KB` };
    const source = decodeSource(content.bytes);
    engine.cache.put(keyOf(file), source);
    return source;
  }
  const refusal = engine.refused?.get(file.blob);
  if (refusal !== undefined) return { unreadable: refusal };
  engine.onParse?.(file);
  const reading = readSafely(engine.backend, content.bytes);
  engine.onParsed?.();
  if (!("passing" in reading)) engine.cache.put(file.blob, reading);
  return reading;
}

/** A file that breaks the reader costs itself only. */
function readSafely(backend: ParserBackend, bytes: Uint8Array): ModuleReading {
  try {
    return readModule(backend, bytes);
  } catch (error) {
    return {
      unreadable: `reading it failed: ${error instanceof Error ? error.message : String(error)}`,
      passing: true,
    };
  }
}

/** Two files with the same content get facts of their own: the analysis remembers answers by the facts' objects. */
function projectOf(files: readonly FileRef[], readings: Readings, architecture: Architecture): Project {
  const read: ProjectFile[] = [];
  const texts = new Map<string, string>();
  const used = new Set<Reading>();
  const unread = new Map<string, string>();
  for (const { path, reason } of unselected(files)) unread.set(path, reason);
  for (const file of files) {
    const { path } = file;
    const reading = readings.get(keyOf(file));
    if (reading === undefined) continue;
    if ("unreadable" in reading) unread.set(path, reading.unreadable);
    else if ("text" in reading) texts.set(path, reading.text);
    else read.push({ path, facts: used.has(reading) ? structuredClone(reading) : reading });
    used.add(reading);
  }
  return createProject(
    read,
    files.map((file) => file.path),
    unread,
    texts,
    architecture,
  );
}

/** The head's files with the touched ones as they were: what a file that the change added was not there, and others have their old content. */
function withBase(
  files: readonly FileRef[],
  baseFiles: readonly FileRef[],
  changed: ReadonlyMap<string, unknown>,
): readonly FileRef[] {
  const before = new Map(baseFiles.map((file) => [file.path, file]));
  const kept = files.filter((file) => !changed.has(file.path) && !before.has(file.path));
  return [...kept, ...baseFiles];
}

/** Files of configuration beyond the number that is read, told once. */
function unselected(files: readonly FileRef[]): readonly Unread[] {
  const [first, ...others] = leftOut(files.map(({ path }) => path));
  if (first === undefined) return [];
  const rest = others.length === 0 ? "" : `, and ${others.length} more like it`;
  return [
    {
      path: first,
      reason: `only the ${MAX_INFRASTRUCTURE_FILES} deployment files nearest to the root are read${rest}`,
    },
  ];
}

function unreadOf(files: readonly FileRef[], readings: Readings): readonly Unread[] {
  return files.flatMap((file) => {
    const { path } = file;
    const reading = readings.get(keyOf(file));
    // A lock that is too large costs a version, which questions then leave open; nobody has to hear of it.
    if (reading === undefined || "text" in reading || ("unreadable" in reading && isLockFile(path))) return [];
    if ("unreadable" in reading) return [{ path, reason: reading.unreadable }];
    if (reading.errors.length > 0)
      return [
        { path, reason: `the syntax around line ${reading.errors[0] ?? 1} could not be made out; the rest was read` },
      ];
    return reading.clipped === true ? [{ path, reason: "parts of it are nested too deeply; the rest was read" }] : [];
  });
}
