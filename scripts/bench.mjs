// Measures the analysis on repositories of your own: `npm run bench -- PATH [PATH ...]`. Downloads nothing, changes nothing.
//
// Each repository is measured in a process of its own. Times are medians of several rounds after a warm-up; read the
// ratios, since seconds depend on the machine. "cold" starts with an empty cache, "warm" knows every file already.

import { fork } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { createAnalyser } from "../lib/analyser.js";
import { blobSha } from "../lib/cli/blob-sha.js";
import { chooseBackend } from "../lib/python/choose-backend.js";
import { decodeSource } from "../lib/python/decode.js";
import { readModule } from "../lib/python/read-module.js";

const ROUNDS = 5;
const SKIPPED = new Set([".git", "node_modules", ".venv", "venv", "__pycache__"]);

if (process.env["BENCH_ONE"] === undefined) await measureAll(process.argv.slice(2));
else await measureOne(process.env["BENCH_ONE"]);

async function measureAll(paths) {
  if (paths.length === 0) {
    console.error("Usage: npm run bench -- PATH [PATH ...]");
    process.exitCode = 2;
    return;
  }
  console.log("parse = 1 is the time that parsing alone takes; everything else is a multiple of it.\n");
  console.log(row(["repository", "files", "MB", "parse ms", "facts", "cold", "warm", "peak MB"]));
  for (const path of paths) {
    const result = await inChild(resolve(path));
    console.log(
      result === undefined ? `${path}: no Python files, or the measurement failed` : row(cells(path, result)),
    );
  }
}

function inChild(path) {
  return new Promise((done) => {
    const child = fork(fileURLToPath(import.meta.url), [], { env: { ...process.env, BENCH_ONE: path } });
    let result;
    child.on("message", (message) => (result = message));
    child.on("exit", () => done(result));
  });
}

function cells(path, { files, bytes, parse, facts, cold, warm, peak, backend }) {
  const ratio = (ms) => (ms / parse).toFixed(2);
  const name = `${path.split("/").filter(Boolean).at(-1) ?? path} (${backend})`;
  return [
    name,
    files,
    (bytes / 1e6).toFixed(1),
    parse.toFixed(0),
    ratio(facts),
    ratio(cold),
    ratio(warm),
    peak.toFixed(0),
  ];
}

function row(values) {
  return values.map((value, index) => (index === 0 ? String(value).padEnd(32) : String(value).padStart(9))).join(" ");
}

async function measureOne(root) {
  const files = pythonFiles(root).map((path) => {
    const bytes = readFileSync(path);
    return { path: relative(root, path), bytes, blob: blobSha(bytes) };
  });
  if (files.length === 0) return;
  const { backend } = await chooseBackend();
  const texts = files.flatMap(({ bytes }) => {
    const source = decodeSource(bytes);
    return "text" in source ? [source.text] : [];
  });
  const parse = await median(() => eachFile(texts, (text) => backend.parse(text, 5000, () => 1)));
  const facts = await median(() => eachFile(files, ({ bytes }) => readModule(backend, bytes)));
  const contents = new Map(files.map(({ blob, bytes }) => [blob, { bytes }]));
  const request = { files, load: () => Promise.resolve(contents) };
  const cold = await median(async () => void (await (await createAnalyser()).analyse(request)));
  const living = await createAnalyser();
  await living.analyse(request);
  const warm = await median(async () => void (await living.analyse(request)));
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  const peak = process.resourceUsage().maxRSS / 1024;
  process.send?.({ files: files.length, bytes, parse, facts, cold, warm, peak, backend: backend.name });
}

/** The loop turns now and then, because the native parser frees its trees only then. */
async function eachFile(items, visit) {
  for (const [index, item] of items.entries()) {
    visit(item);
    if (index % 20 === 19) await new Promise(setImmediate);
  }
}

async function median(work) {
  await work();
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

function pythonFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : pythonFiles(path);
    return entry.isFile() && entry.name.endsWith(".py") ? [path] : [];
  });
}
