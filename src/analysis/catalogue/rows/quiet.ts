import type { CatalogueRow } from "../row.ts";

const STEADY = { rule: "API001", check: "blocking-call", severity: "none", evidence: "known" } as const;

/** What looks like a row, or stands below one, and does not keep the loop waiting. */
export const quietRows: readonly CatalogueRow[] = [
  {
    id: "tempfile",
    ...STEADY,
    category: "file",
    what: "a temporary file",
    calls: ["tempfile.{NamedTemporaryFile,TemporaryFile,SpooledTemporaryFile,TemporaryDirectory,mkstemp,mkdtemp}"],
    alternative: "`anyio.NamedTemporaryFile`",
  },
  {
    id: "parse-open-file",
    ...STEADY,
    category: "file",
    what: "a file being parsed; what is asked about is how it was opened",
    calls: [
      "csv.{reader,writer,DictReader,DictWriter}",
      "json.{load,dump}",
      "yaml.{load,safe_load,dump,safe_dump}",
      "pickle.{load,dump}",
      "{toml,tomllib,tomli}.load",
    ],
    alternative: "reading the text with `anyio.open_file`",
  },
  {
    id: "publish-task",
    ...STEADY,
    category: "queue",
    what: "a task handed to a queue, which is short",
    types: ["kombu.{Connection,Producer,Exchange,Queue}", "rq.Queue", "dramatiq.Actor"],
    factories: ["dramatiq.actor", "rq.decorators.job"],
    gives: { fetch_job: "rq-job" },
    alternative: "`arq`, or `taskiq`",
  },
  {
    id: "rq-job",
    ...STEADY,
    category: "queue",
    what: "a job of a queue",
    types: ["rq.job.Job"],
    alternative: "`arq`, or `taskiq`",
  },
  {
    id: "plain-data",
    ...STEADY,
    category: "sdk",
    what: "data that a receiver already holds",
    alternative: "nothing",
  },
  {
    id: "sh-helpers",
    ...STEADY,
    category: "process",
    what: "a command that is only described",
    calls: ["sh.{Command,ErrorReturnCode,SignalException,TimeoutException,CommandNotFound,contrib}"],
    alternative: "`asyncio.create_subprocess_exec`",
  },
  {
    id: "in-memory-twins",
    ...STEADY,
    category: "db",
    what: "a stand-in that lives in memory",
    types: ["fakeredis.*", "mongomock.*", "moto.*"],
    alternative: "nothing",
  },
];
