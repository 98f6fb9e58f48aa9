import type { ParserBackend } from "./backend.ts";
import { createNativeBackend } from "./native-backend.ts";
import { createWasmBackend } from "./wasm-backend.ts";

/** The native parser where it loads, else the WebAssembly build; `fallbackReason` says why, for the log. */
export async function chooseBackend(
  wanted?: "native" | "wasm",
): Promise<{ backend: ParserBackend; fallbackReason?: string }> {
  if (wanted === "wasm") return { backend: await createWasmBackend() };
  try {
    return { backend: createNativeBackend() };
  } catch (error) {
    if (wanted === "native") throw error;
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return { backend: await createWasmBackend(), fallbackReason: reason };
  }
}
