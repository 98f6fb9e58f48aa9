import { type Architecture, NOTHING_DECLARED } from "../analysis/architecture.ts";

export {
  type Architecture,
  type Declared,
  type ExternalDependency,
  NOTHING_DECLARED,
  type StructureKind,
} from "../analysis/architecture.ts";

/** The part of a repository's configuration that the analysis goes by. Plain data: it crosses process borders. */
export interface AnalysisConfiguration {
  readonly architecture: Architecture;
}

export const DEFAULT_CONFIGURATION: AnalysisConfiguration = { architecture: NOTHING_DECLARED };
