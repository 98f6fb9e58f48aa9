import type { Infrastructure } from "../infrastructure/infrastructure.ts";
import type { Module } from "../module.ts";

/** Adapters between an application and a cloud's functions: AWS Lambda, Azure, Google and Firebase functions. */
const CLOUD_FUNCTIONS =
  /^(?:mangum|azure\.functions|firebase_functions|functions_framework|aws_lambda_powertools|awsgi|vercel_wsgi|zappa)(?:\.|$)/;

/** Platforms that start containers for single calls. */
const CONTAINERS = /^(?:modal|ray\.serve|bentoml|beam|runpod)(?:\.|$)/;

/**
 * Whether the project runs as a cloud's function. These name each request in their logs and count it:
 * https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html, https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics.html
 */
export function runsAsCloudFunction(
  modules: readonly Module[],
  { files, workloads }: Pick<Infrastructure, "files" | "workloads">,
): boolean {
  return (
    files.some(({ kind }) => kind === "serverless") ||
    workloads.some(({ lambda }) => lambda === true) ||
    anyImports(modules, CLOUD_FUNCTIONS)
  );
}

/** Whether a platform runs the project's code for single calls, without a process that somebody could probe. */
export function runsWithoutProcess(
  modules: readonly Module[],
  infrastructure: Pick<Infrastructure, "files" | "workloads">,
): boolean {
  return runsAsCloudFunction(modules, infrastructure) || anyImports(modules, CONTAINERS);
}

function anyImports(modules: readonly Module[], names: RegExp): boolean {
  return modules.some(
    ({ aside, facts }) =>
      !aside &&
      facts.body.some(
        (statement) =>
          statement.k === "import" && statement.i.some(({ m, n }) => names.test(n === undefined ? m : `${m}.${n}`)),
      ),
  );
}
