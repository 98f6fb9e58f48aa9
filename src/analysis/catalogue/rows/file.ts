import type { CatalogueRow } from "../row.ts";
import { OFFLOAD, THREAD } from "./words.ts";

const STEADY = { rule: "API001", check: "blocking-call", category: "file" } as const;

/**
 * Reading and writing local files.
 *
 * What only looks at a file's metadata (`exists`, `stat`, `mkdir`, `unlink`, `iterdir`) takes microseconds and has no row.
 */
export const fileRows: readonly CatalogueRow[] = [
  {
    id: "open",
    ...STEADY,
    severity: "low",
    what: "a synchronously opened file",
    calls: [
      "{open,builtins.open}",
      "{io,codecs,gzip,bz2,lzma}.open",
      "{gzip.GzipFile,bz2.BZ2File,lzma.LZMAFile}",
      "os.fdopen",
    ],
    alternative: "`anyio.open_file`, `aiofiles.open`, or a thread",
    evidence: "seen",
  },
  {
    id: "pathlib",
    ...STEADY,
    severity: "low",
    what: "a synchronous `pathlib.Path`",
    types: ["pathlib.{Path,PosixPath,WindowsPath}"],
    factories: ["pathlib.Path.{cwd,home}"],
    methods: ["open", "read_text", "read_bytes", "write_text", "write_bytes"],
    chain: true,
    alternative: "`anyio.Path`",
    evidence: "seen",
  },
  {
    id: "upload-file",
    ...STEADY,
    severity: "low",
    what: "an upload",
    types: ["fastapi.{UploadFile,datastructures.UploadFile}", "starlette.datastructures.UploadFile"],
    gives: { file: "upload-contents" },
    alternative: "`await file.read()`",
    evidence: "seen",
  },
  {
    id: "upload-contents",
    ...STEADY,
    severity: "low",
    what: "the file behind an upload, which is on disk once it is large",
    methods: ["read", "readline", "readlines", "write"],
    iterating: true,
    alternative: "`await file.read()`",
    evidence: "seen",
  },
  {
    id: "shutil",
    ...STEADY,
    severity: "medium",
    what: "a synchronous `shutil` call",
    calls: ["shutil.{copyfileobj,copytree,move,make_archive,unpack_archive}"],
    alternative: THREAD,
    evidence: "seen",
  },
  {
    // One file with a name of its own: a README, a settings file, an example.
    id: "copyfile",
    ...STEADY,
    severity: "low",
    what: "a synchronous copy of a file",
    calls: ["shutil.{copy,copy2,copyfile}"],
    alternative: THREAD,
    evidence: "seen",
  },
  {
    // It moves no contents: what is removed is mostly a handful of files.
    id: "rmtree",
    ...STEADY,
    severity: "low",
    what: "a synchronous removal of a directory",
    calls: ["shutil.rmtree"],
    alternative: THREAD,
    evidence: "known",
  },
  {
    id: "walk",
    ...STEADY,
    severity: "low",
    what: "a synchronous walk through a directory",
    calls: ["os.{walk,fwalk,scandir}", "glob.{glob,iglob}"],
    alternative: THREAD,
    evidence: "known",
  },
  {
    id: "zipfile",
    rule: "API001",
    check: "cpu-bound-call",
    category: "archive",
    severity: "medium",
    what: "a synchronous ZIP archive",
    types: ["zipfile.{ZipFile,PyZipFile}"],
    methods: ["extractall", "extract", "read", "write", "writestr", "testzip"],
    alternative: OFFLOAD,
    evidence: "known",
  },
  {
    id: "tarfile",
    rule: "API001",
    check: "cpu-bound-call",
    category: "archive",
    severity: "medium",
    what: "a synchronous tar archive",
    types: ["tarfile.TarFile"],
    factories: ["tarfile.open", "tarfile.TarFile.open"],
    methods: ["extractall", "extract", "add", "addfile", "getmembers", "getnames", "list"],
    alternative: OFFLOAD,
    evidence: "known",
  },
];
