import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gitText } from "../sandbox/git.ts";
import { leaveOutAbsentFiles } from "./absent-files.ts";
import { DemoError } from "./arguments.ts";
import type { LocalChange } from "./local-repository.ts";
import { visible } from "./print.ts";
import { readShop } from "./shop.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import type { Pull, Repository } from "../sandbox/store.ts";

export interface Opened {
  readonly repository: Repository;
  readonly pull: Pull;
  /** Files whose contents the repository on disk does not have. */
  readonly absent: readonly string[];
}

const BASE_BRANCH = "main";

const SHOP_BODY = `Customers can now pay by card, get shipping quotes and download an invoice.

- \`POST /orders/{id}/checkout\` scores the order, reserves the stock and authorises the payment
- \`POST /orders/{id}/checkout/otp\` takes the one-time code that the bank asks for
- \`POST /orders/{id}/checkout/confirm\` waits for the payment and mails a receipt
- \`POST /orders/{id}/shipping/quotes\` and \`GET /orders/{id}/shipping/tracking\` ask the carrier
- \`GET /orders/{id}/invoice\` makes a PDF
- \`POST /orders/{id}/returns\` mails a label for what comes back
- \`GET /orders/{id}/backorders\` says what the warehouse is short of

The health routes move below \`/internal\`.`;

/** Creates the bundled repository and opens its pull request. */
export async function openShopPullRequest(sandbox: Sandbox): Promise<Opened> {
  const { base, change } = await readShop();
  const name = { owner: "acme", repo: "shop" };
  const repository = await sandbox.createRepository({ owner: name.owner, name: name.repo, files: base });
  sandbox.addUser("ada", { on: name, role: "write" });
  const message = "Add checkout with card payments and shipping quotes";
  await sandbox.pushFiles({ ...name, branch: "checkout", files: change, message, author: "ada" });
  const pull = await sandbox.openPullRequest({
    ...name,
    head: "checkout",
    title: message,
    author: "ada",
    body: SHOP_BODY,
  });
  return { repository, pull, absent: [] };
}

/** Opens a pull request with a change from a repository on disk, whose objects are borrowed and never written. */
export async function openLocalPullRequest(sandbox: Sandbox, change: LocalChange): Promise<Opened> {
  const { path, name, mergeBase, head, branch, title } = change;
  const owner = "local";
  const repository = await sandbox.createRepository({
    owner,
    name,
    defaultBranch: BASE_BRANCH,
    fromGitRepository: { path, branches: { [BASE_BRANCH]: mergeBase, [branch]: head } },
  });
  // Without it git would look for the commits that a shallow clone does not have.
  if (change.shallow !== undefined) await writeFile(join(repository.gitDir, "shallow"), change.shallow);
  const absent = await leaveOutAbsentFiles(repository.gitDir, [mergeBase, head]);
  await refuseAbsentChanges(repository.gitDir, absent, change);
  const repo = { owner, repo: name };
  sandbox.addUser("you", { on: repo, role: "write" });
  const body = `Commit ${head.slice(0, 12)} of \`${name}\`, compared with its merge base ${mergeBase.slice(0, 12)}.`;
  const pull = await sandbox.openPullRequest({ ...repo, head: branch, base: BASE_BRANCH, title, author: "you", body });
  return { repository, pull, absent };
}

/** Without what a changed file held there is no diff to review. */
async function refuseAbsentChanges(
  gitDir: string,
  absent: readonly string[],
  { path, mergeBase, head }: LocalChange,
): Promise<void> {
  if (absent.length === 0) return;
  const names = await gitText(gitDir, ["diff-tree", "-r", "-z", "--name-only", "--no-renames", mergeBase, head]);
  const changed = new Set(names.split("\0"));
  const first = absent.find((each) => changed.has(each));
  if (first === undefined) return;
  throw new DemoError(
    `${path} is a partial clone, and does not have what ${visible(first)} held before or after the change. Check both commits out once, so that git fetches it.`,
    2,
  );
}
