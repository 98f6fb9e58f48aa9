import type { Files } from "./reviewer.ts";

/** What modules that set up CORS begin with. */
export const IMPORTS = `import os
from fastapi import FastAPI
from fastapi.middleware import Middleware
from fastapi.middleware.cors import CORSMiddleware
`;

/** The same, with settings. */
export const SETTINGS = `${IMPORTS}from pydantic_settings import BaseSettings
`;

/** Code that is not asked about, and where it matters the same code for everybody, which is. */
export type Row = readonly [title: string, silent: string | Files, loud?: string | Files];

/** The rows that have code that is asked about. */
export function loudOnes(rows: readonly Row[]): readonly { readonly title: string; readonly loud: string | Files }[] {
  const found: { title: string; loud: string | Files }[] = [];
  for (const [title, , loud] of rows) if (loud !== undefined) found.push({ title, loud });
  return found;
}

/** Any origin with credentials. */
export const OPEN = `app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)`;
/** What `origins` holds, with credentials. */
export const USING = `app.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=True)`;
