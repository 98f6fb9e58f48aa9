import { type Architecture, NOTHING_DECLARED } from "../analysis/architecture.ts";
import type { Severity } from "./finding.ts";
import type { Role } from "./roles.ts";

export {
  type Architecture,
  type Declared,
  type ExternalDependency,
  type StructureKind,
} from "../analysis/architecture.ts";

/** How a rule or one of its checks is set. */
export interface RuleSetting {
  readonly on: boolean;
  readonly severity?: Severity;
}

/** Questions that are not to be asked, as if the code said so itself. */
export interface ConfiguredSuppression {
  /** `API006` or `API006/blocking-client`. */
  readonly rule: string;
  /** A glob: the question's file, or that of its cause. */
  readonly path: string;
  readonly reason?: string;
  /** The last day on which it holds, as `2027-03-01`. */
  readonly until?: string;
  /** Where it is written. */
  readonly file: string;
  readonly line: number;
}

/** Who is asked. */
export interface Asking {
  /** `@acme/architects` or `@ann`, by role. */
  readonly teams: Readonly<Partial<Record<Role, string>>>;
  /** Roles other than the table's, by rule or check. */
  readonly rules: Readonly<Record<string, Role>>;
}

/** The part of a repository's configuration that the analysis goes by. Plain data: it crosses process borders. */
export interface AnalysisConfiguration {
  readonly architecture: Architecture;
  /** By rule or check: a check's own setting wins over its rule's. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Globs. Files outside are read and not asked about. `undefined`: everything. */
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[];
  readonly suppressions: readonly ConfiguredSuppression[];
  /** The day that suppressions are held against, as `2027-03-01`. Given from outside, so that the same request has the same answer; without it none has ended. */
  readonly today: string | undefined;
  readonly asking: Asking;
}

export const DEFAULT_CONFIGURATION: AnalysisConfiguration = {
  architecture: NOTHING_DECLARED,
  rules: {},
  include: undefined,
  exclude: [],
  suppressions: [],
  today: undefined,
  asking: { teams: {}, rules: {} },
};
