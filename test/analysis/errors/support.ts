import { describe, expect, it } from "vitest";

import { casesIn } from "../../support/cases.ts";
import { projectOf } from "../../support/project.ts";

const IMPORTS = `from fastapi import FastAPI, APIRouter, Request, HTTPException
from fastapi.responses import JSONResponse, PlainTextResponse
from fastapi.exceptions import RequestValidationError
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.base import BaseHTTPMiddleware
import traceback
`;

const BOOM = `
@app.get("/boom")
async def boom():
    raise ValueError("SECRET")
`;

/** A test for each case: the functions whose answers are said to show the exception, with what of it. What did not get out is not said to. */
export function describeAnswers(name: string, text: string): void {
  describe(name, () => {
    it.each(casesIn(text).map((one) => [one.code, one] as const))("%s", async (_, { code, files, said }) => {
      const others = Object.entries(files).map(([path, content]) => [path, IMPORTS + content]);
      const project = await projectOf({
        "main.py": IMPORTS + code + (code.includes("/boom") ? "" : `\n${BOOM}`),
        ...Object.fromEntries(others),
      });
      const leaks = project.errors.leaks.map(({ fn, text: shown }) => `${fn.facts.name}:${shown ?? ""}`);
      expect(leaks.join(", ") || "nothing").toBe(said);
    });
  });
}
