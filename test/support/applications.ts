import { expect } from "vitest";

import type { Application } from "../../src/analysis/application/application.ts";
import { projectOf } from "./project.ts";

/** What a file of one application needs, and three layers of its own: `A`, `B` and `C`. */
const FRAMEWORK = `from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.sessions import SessionMiddleware


class A:
    def __init__(self, app): ...
    async def __call__(self, scope, receive, send): ...


class B(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next): ...


class C(B): ...

`;

/** The applications of these files; a text is the one file of a project, after some imports and layers. */
export async function applicationsOf(
  files: string | Readonly<Record<string, string>>,
): Promise<readonly Application[]> {
  const project = await projectOf(typeof files === "string" ? { "main.py": FRAMEWORK + files } : files);
  return project.applications;
}

/** `name if condition`, outermost first, of the only application. */
export async function stackOf(files: string | Readonly<Record<string, string>>): Promise<readonly string[]> {
  const applications = await applicationsOf(files);
  expect(applications).toHaveLength(1);
  return (applications[0]?.middleware ?? []).map(({ name, condition }) =>
    condition === undefined ? name : `${name} if ${condition.text}`,
  );
}
