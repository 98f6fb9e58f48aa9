import type { EnvironmentValue, OpenCors, PathRewrite, Probe, TraitSighting, Workload } from "./infrastructure.ts";

/** What one file says; `recognised` is false when it turned out to be something else. */
export interface Readout {
  readonly recognised: boolean;
  readonly probes: readonly Probe[];
  readonly traits: readonly TraitSighting[];
  readonly environment: readonly EnvironmentValue[];
  readonly workloads: readonly Workload[];
  readonly rewrites: readonly PathRewrite[];
  readonly openCors: readonly OpenCors[];
  readonly problem?: string;
}

export const NOTHING_READ: Readout = {
  recognised: false,
  probes: [],
  traits: [],
  environment: [],
  workloads: [],
  rewrites: [],
  openCors: [],
};
