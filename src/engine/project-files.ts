/** Whether Maestro parses the file as Python. */
export function isPythonFile(path: string): boolean {
  return path.endsWith(".py");
}

const PROJECT_FILE_NAMES: ReadonlySet<string> = new Set(["pyproject.toml", "ruff.toml", "setup.cfg"]);

/** `requirements.txt`, `requirements-dev.txt`, `requirements_test.txt` … */
const REQUIREMENTS = /^requirements[\w.-]*\.txt$/;

/** Whether the analysis wants to know the file: Python, or one that says what the project depends on and how it is set up. */
export function isProjectFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return isPythonFile(name) || PROJECT_FILE_NAMES.has(name) || REQUIREMENTS.test(name);
}
