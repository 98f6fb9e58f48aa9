/** What kind of file says something about how the service is built, run or reached. */
export type InfrastructureKind =
  | "dockerfile"
  | "compose"
  | "kubernetes"
  | "helm"
  | "kustomize"
  | "terraform"
  | "nginx"
  | "traefik"
  | "caddy"
  | "envoy"
  | "haproxy"
  | "fly"
  | "render"
  | "railway"
  | "kong"
  | "gateway-policy"
  | "procfile"
  | "serverless"
  | "app-platform"
  | "env-example"
  | "env-file";

/** A place in such a file. Lines are 1-based; the text is the line, trimmed and capped. Hostile, like everything read from a repository. */
export interface FilePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** A file that was really opened and understood. */
export interface InfrastructureFile {
  readonly path: string;
  readonly kind: InfrastructureKind;
}

/** Something that a file runs: a container, a service of a compose file, a process. Names and commands are as written, `undefined` where a template fills them in. */
export interface Workload {
  readonly name?: string;
  readonly image?: string;
  /** Entry point and arguments as one line. */
  readonly command?: string;
  /** The folder that its image is built from, relative to the repository; `""` is the root. */
  readonly context?: string;
  /** The Dockerfile that its image is built with, relative to the repository. */
  readonly dockerfile?: string;
  /** The image is made for AWS Lambda, which hands each of its containers one request at a time. */
  readonly lambda?: true;
  readonly place: FilePlace;
}

/** Something that asks the service whether it is well. */
export interface Probe {
  /** `health`: a check whose failure restarts or removes the container without saying which, such as Docker's HEALTHCHECK. */
  readonly purpose: "liveness" | "readiness" | "startup" | "health";
  readonly how: "http" | "tcp" | "exec" | "grpc";
  /** The path asked for, of `http` probes and of commands that fetch a URL; `undefined` when it is not literal. */
  readonly httpPath?: string;
  readonly port?: string;
  /** What a reader calls it: `livenessProbe`, `HEALTHCHECK`. */
  readonly name: string;
  /** The host of a URL that a command fetches. */
  readonly host?: string;
  /** What is probed, as far as the file says. */
  readonly workload?: Workload;
  readonly place: FilePlace;
}

/** Something that a platform does for the service. */
export type PlatformTrait = "rate_limit" | "security_headers" | "metrics" | "tracing" | "correlation_id" | "cors";

/** A line of configuration that provides a trait. */
export interface TraitSighting {
  readonly trait: PlatformTrait;
  /** What provides it: `nginx limit_req`, `opentelemetry-instrument`. */
  readonly by: string;
  readonly place: FilePlace;
}

/** An environment variable as a file sets it. */
export interface EnvironmentValue {
  readonly name: string;
  /** `undefined` when it comes from elsewhere: a secret, `${…}`, an empty example. */
  readonly value: string | undefined;
  /** What it is set for, as far as the file says. */
  readonly workload?: Workload;
  readonly place: FilePlace;
}

/** A line with which a proxy in front of the service cuts or rewrites paths. */
export interface PathRewrite {
  /** What does it: `nginx rewrite`, `strip-prefix`. */
  readonly by: string;
  readonly place: FilePlace;
}

/** A proxy's setting that answers whoever asks with their own origin, together with leave to send credentials. */
export interface OpenCors {
  readonly by: "nginx" | "Kong" | "Traefik" | "Istio" | "Envoy";
  readonly place: FilePlace;
  readonly credentials: FilePlace;
}

/** Everything that was read of how the service is built, run and reached. */
export interface Infrastructure {
  readonly files: readonly InfrastructureFile[];
  readonly probes: readonly Probe[];
  readonly traits: readonly TraitSighting[];
  readonly environment: readonly EnvironmentValue[];
  readonly workloads: readonly Workload[];
  readonly rewrites: readonly PathRewrite[];
  readonly openCors: readonly OpenCors[];
  /** Files of these kinds that could not be parsed, with the reason. Nothing may be concluded from their silence. */
  readonly unread: ReadonlyMap<string, string>;
}
