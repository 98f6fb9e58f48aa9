import { createNativeBackend } from "../../src/python/native-backend.ts";

/**
 * The parser back ends of this machine. The WebAssembly build runs everywhere; the native one is left out only where it
 * could not be installed, which the App copes with as well.
 */
export function backendsHere(): readonly ("native" | "wasm")[] {
  try {
    createNativeBackend();
    return ["native", "wasm"];
  } catch (error) {
    if (process.env["MAESTRO_NATIVE_PARSER"] === "required") throw error;
    return ["wasm"];
  }
}
