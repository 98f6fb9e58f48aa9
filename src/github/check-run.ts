import { GitHubError } from "../errors.ts";
import type { Annotation, CheckOutcome } from "../review/ports.ts";
import { guarded } from "./github-error.ts";
import type { RepositoryAccess } from "./repository.ts";

const CHECK_NAME = "Maestro";

/** Limits of https://docs.github.com/rest/checks/runs#update-a-check-run; GitHub appends annotations, so they are sent once. */
const MAX_ANNOTATIONS = 50;
const MAX_TITLE = 255;
const MAX_MESSAGE = 60_000;

/** Starts the check run and returns its id. */
export async function startCheck(access: RepositoryAccess, headSha: string, externalId: string): Promise<number> {
  const { octokit, owner, repo } = access;
  const { data } = await guarded("start the check", () =>
    octokit.rest.checks.create({
      owner,
      repo,
      name: CHECK_NAME,
      head_sha: headSha,
      status: "in_progress",
      external_id: externalId,
      request: { retries: 0 },
    }),
  );
  return data.id;
}

/** Concludes it. When GitHub fails, once more without annotations: those may have been appended already. */
export async function concludeCheck(access: RepositoryAccess, checkId: number, outcome: CheckOutcome): Promise<void> {
  const annotations = outcome.annotations.slice(0, MAX_ANNOTATIONS);
  try {
    await update(access, checkId, outcome, annotations, 0);
  } catch (error) {
    if (!(error instanceof GitHubError) || !error.retryable) {
      throw error;
    }
    await update(access, checkId, outcome, [], 3);
  }
}

async function update(
  access: RepositoryAccess,
  checkId: number,
  outcome: CheckOutcome,
  annotations: readonly Annotation[],
  retries: number,
): Promise<void> {
  const { octokit, owner, repo } = access;
  await guarded("conclude the check", () =>
    octokit.rest.checks.update({
      owner,
      repo,
      check_run_id: checkId,
      status: "completed",
      conclusion: outcome.conclusion,
      output: {
        title: outcome.title.slice(0, MAX_TITLE),
        summary: outcome.summary,
        ...(annotations.length === 0 ? {} : { annotations: annotations.map(toAnnotation) }),
      },
      request: { retries },
    }),
  );
}

function toAnnotation(annotation: Annotation): {
  path: string;
  start_line: number;
  end_line: number;
  annotation_level: "notice" | "warning" | "failure";
  title: string;
  message: string;
} {
  return {
    path: annotation.path,
    start_line: annotation.startLine,
    end_line: annotation.endLine,
    annotation_level: annotation.level,
    title: annotation.title.slice(0, MAX_TITLE),
    message: annotation.message.slice(0, MAX_MESSAGE),
  };
}
