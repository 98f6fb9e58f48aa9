/** The folder that holds a file; `""` is the repository's root. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf("/");
  return at === -1 ? "" : path.slice(0, at);
}

/** A path as a file in `folder` writes it, relative to the repository; `undefined` when it leaves the repository or is no path. */
export function resolveFolder(folder: string, written: string): string | undefined {
  if (written.length > 500 || /^(?:[a-z]+:|\/|~)|\$/.test(written)) return undefined;
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of written.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
