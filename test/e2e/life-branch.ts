import { type Handler, moduleOf, type Style } from "./life-support.ts";
import { repository, type Stage } from "./support.ts";

const MAIN = `from fastapi import FastAPI

from app import pay

app = FastAPI()
app.include_router(pay.router)
`;

/** Without it a service of so many routes is asked about its health. */
const HEALTH = `

@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}
`;

function mainWith(modules: readonly string[]): string {
  const lines = modules.map((name) => `from app import ${name}`);
  const routers = modules.map((name) => `app.include_router(${name}.router)`);
  return `from fastapi import FastAPI\n\n${lines.join("\n")}\n\napp = FastAPI()\n${routers.join("\n")}\n${HEALTH}`;
}

/** The base branch: one module, without a question. */
export const BASE_FILES = {
  "app/__init__.py": "",
  "app/main.py": MAIN,
  "app/pay.py": moduleOf([{ name: "h1", blocking: false }]),
};

/** The branch as its author has it: which handlers stand in which module, and how they are written. */
export class Branch {
  readonly #stage: Stage;
  modules: Map<string, readonly Handler[]> = new Map([["pay", [{ name: "h1", blocking: true }]]]);
  style: Style = {};
  #paths: readonly string[] = ["app/pay.py"];
  readonly asked = new Set<string>();

  constructor(owner: Stage) {
    this.#stage = owner;
  }

  get blocking(): ReadonlySet<string> {
    const all = [...this.modules.values()].flat();
    return new Set(all.filter((handler) => handler.blocking).map(({ name }) => name));
  }

  set(module: string, name: string, blocking: boolean): void {
    const others = (this.modules.get(module) ?? []).filter((handler) => handler.name !== name);
    const handlers = [...others, { name, blocking }].toSorted((a, b) => a.name.localeCompare(b.name));
    this.modules.set(module, handlers);
  }

  rename(from: string, to: string): void {
    this.modules = new Map([...this.modules].map(([name, handlers]) => [name === from ? to : name, handlers]));
  }

  files(): Readonly<Record<string, string | null>> {
    const files = Object.fromEntries(
      [...this.modules].map(([name, handlers]) => [`app/${name}.py`, moduleOf(handlers, this.style)]),
    );
    const gone = this.#paths.filter((path) => !(path in files));
    this.#paths = Object.keys(files);
    this.blocking.forEach((name) => this.asked.add(name));
    return {
      "app/main.py": mainWith([...this.modules.keys()]),
      ...Object.fromEntries(gone.map((path) => [path, null])),
      ...files,
    };
  }

  async push(options: { readonly force?: boolean; readonly merge?: string } = {}): Promise<void> {
    const origin = options.force === true ? { force: true, from: "refs/heads/main" } : {};
    // A branch that starts afresh from main still has main's file under its first name.
    const first = options.force === true && !this.modules.has("pay") ? { "app/pay.py": null } : {};
    await this.#stage.sandbox.pushFiles({
      ...repository,
      branch: "change",
      author: "ann",
      files: { ...first, ...this.files() },
      ...origin,
      ...(options.merge === undefined ? {} : { merge: options.merge }),
    });
    await this.#stage.idle();
  }
}
