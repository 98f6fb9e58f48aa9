import { createNativeBackend } from "./native-backend.js";
import { createWasmBackend } from "./wasm-backend.js";
/** The native parser where it loads, else the WebAssembly build; `fallbackReason` says why, for the log. */
export async function chooseBackend(wanted) {
    if (wanted === "wasm")
        return { backend: await createWasmBackend() };
    try {
        return { backend: createNativeBackend() };
    }
    catch (error) {
        if (wanted === "native")
            throw error;
        const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
        return { backend: await createWasmBackend(), fallbackReason: reason };
    }
}
