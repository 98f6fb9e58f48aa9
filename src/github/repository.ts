import type { ProbotOctokit } from "probot";

/** A client that may act on one repository, and which one that is. */
export interface RepositoryAccess {
  readonly octokit: ProbotOctokit;
  readonly owner: string;
  readonly repo: string;
}

/** The same, for one pull request. */
export interface PullRequestAccess extends RepositoryAccess {
  readonly number: number;
}
