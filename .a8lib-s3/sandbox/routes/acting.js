import { notAccessible } from "../api-error.js";
/** Throws the API's 403 unless an installation of the App is asking. */
export function actsAsApp(context) {
    if (context.credentials.kind !== "installation")
        throw notAccessible();
}
