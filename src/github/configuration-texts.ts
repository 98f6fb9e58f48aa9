import type { ConfigurationText, ConfigurationTexts } from "../review/ports.ts";

/** Where a repository's configuration stands, and where its owner's does in the `.github` repository; the first that exists counts. */
const OWN_PATHS = [".github/maestro.yml", ".github/maestro.yaml"];
const SHARED_PATHS = [".github/maestro.yml", ".github/maestro.yaml", "maestro.yml", "maestro.yaml"];

/** What a query asks about a branch: the files of the tip's tree, each under an alias of its own. */
interface Branch {
  readonly target: Readonly<Record<string, FileEntry | null>> | null;
}

interface FileEntry {
  readonly object: { readonly text?: string | null; readonly isTruncated?: boolean } | null;
}

/** The part of a pull request's answer that is about configuration. */
export interface BaseBranch {
  readonly baseRef: Branch | null;
}

/** The answer to {@link ORGANISATION}; `null` where there is no such repository, or none that may be read. */
export type Organisation = { readonly defaultBranchRef: Branch | null } | null;

/** Asked of a pull request. */
export const BASE_BRANCH = `baseRef { ${files(OWN_PATHS)} }`;

/** The alias of {@link ORGANISATION}, by which its errors are known. */
export const ORGANISATION_ALIAS = "organisation";

/** Asked beside the repository. That its owner has no such repository comes as an error about this part alone. */
export const ORGANISATION = `${ORGANISATION_ALIAS}: repository(owner: $owner, name: ".github") { defaultBranchRef { ${files(SHARED_PATHS)} } }`;

function files(paths: readonly string[]): string {
  const entries = paths.map(
    (path, index) => `f${index}: file(path: "${path}") { object { ... on Blob { text isTruncated } } }`,
  );
  return `target { ... on Commit { ${entries.join(" ")} } }`;
}

/** The texts in the answers. A path with a colon names another repository's file. */
export function configurationTexts(owner: string, pull: BaseBranch, organisation: Organisation): ConfigurationTexts {
  const base = textIn(pull.baseRef, OWN_PATHS, "");
  const shared = textIn(organisation?.defaultBranchRef ?? null, SHARED_PATHS, `${owner}/.github:`);
  return { ...(base === undefined ? {} : { base }), ...(shared === undefined ? {} : { organisation: shared }) };
}

function textIn(branch: Branch | null, paths: readonly string[], prefix: string): ConfigurationText | undefined {
  for (const [index, path] of paths.entries()) {
    const entry = branch?.target?.[`f${index}`];
    if (entry === null || entry === undefined) continue;
    const { text, isTruncated } = entry.object ?? {};
    return { path: prefix + path, text: isTruncated === true ? undefined : (text ?? undefined) };
  }
  return undefined;
}
