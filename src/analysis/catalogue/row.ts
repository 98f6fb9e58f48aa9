/**
 * The catalogue of blocking libraries: data, one row per library and kind of receiver.
 *
 * Names are qualified names after import resolution, so that `redis.Redis` and `redis.asyncio.Redis` never meet.
 * `{a,b}` in a name means either; a trailing `.*` means anything below.
 */
export interface CatalogueRow {
  /** Kebab-case and never reused; it is part of fingerprints. */
  readonly id: string;
  readonly rule: "API001" | "API006";
  readonly check: "blocking-call" | "cpu-bound-call" | "blocking-client" | "hidden-request";
  /** `http`, `db`, `sleep` …: words the question. */
  readonly category: Category;
  /** `none` rows exist to keep the engine quiet about what they name. */
  readonly severity: "high" | "medium" | "low" | "none";
  /** What the receiver or function is, in a few words, for the question: "a synchronous SQLAlchemy session". */
  readonly what: string;
  /** Callables that block when they are called. */
  readonly calls?: readonly string[];
  /** Classes whose instances block: found by construction and by annotation. */
  readonly types?: readonly string[];
  /** Functions (and class methods) that return such an instance. */
  readonly factories?: readonly string[];
  /** Callables that return a factory of such instances: `sessionmaker(...)`. */
  readonly makers?: readonly string[];
  /** With one of these keyword arguments the construction is something else: `sessionmaker(class_=AsyncSession)`. */
  readonly unlessKeyword?: readonly string[];
  /** The class itself is a receiver too, and so are its subclasses: `Item.create(...)` of a peewee model. */
  readonly onClass?: boolean;
  /** Methods of the receiver that block; `*` means all but `quiet`, `__call__` is calling the receiver itself. */
  readonly methods?: readonly string[];
  /** Methods that do no I/O although `methods` has `*`. */
  readonly quiet?: readonly string[];
  /**
   * Attributes, subscripts and calls of methods that do not block give receivers of the same row: `client["db"].users`.
   * A call that blocks ends the chain (what it returns is data), unless `gives` names it.
   */
  readonly chain?: boolean;
  /** Attributes and methods that give a receiver of another row (or this one again), by that row's id: `redis.pipeline()`. */
  readonly gives?: Readonly<Record<string, string>>;
  /** Constructing the receiver (or calling the factory) blocks already. */
  readonly constructing?: boolean;
  /** Entering it with `with`, or leaving that block again, blocks. */
  readonly entering?: boolean;
  /** Iterating over it in a `for` blocks. */
  readonly iterating?: boolean;
  /** The call is quiet when the source text of this keyword's argument, or of the argument at this position (from 0), is `value`: `get(block=False)`, `sleep(0)`. */
  readonly quietArguments?: readonly {
    readonly keyword?: string;
    readonly position?: number;
    readonly value: string;
  }[];
  /** The call is quiet when the number given by this keyword, or at this position (from 0), is literal and below `value`: few rounds of a key derivation. */
  readonly quietBelow?: { readonly keyword: string; readonly position: number; readonly value: number };
  /** The call blocks only when its first argument is a URL: a literal that starts with `http`, or something named `url`, `feed_url` … */
  readonly onlyForUrls?: boolean;
  /** What the call does on an event loop, as a sentence, where it is not simply waiting there. */
  readonly consequence?: string;
  /** What awaits instead, in words, with `code spans`. */
  readonly alternative: string;
  /** `seen`: checked in a primary source; `known`: general knowledge, worded more softly. */
  readonly evidence: "seen" | "known";
}

export type Category =
  | "http"
  | "sleep"
  | "sync"
  | "process"
  | "file"
  | "archive"
  | "cpu"
  | "db"
  | "cache"
  | "search"
  | "vector"
  | "cloud"
  | "ai"
  | "mail"
  | "chat"
  | "payments"
  | "queue"
  | "network"
  | "sdk"
  | "debug";
