import { mapping, mappingOf } from "./mappings.js";
import { described, oneOf } from "./reader.js";
const SEVERITIES = ["high", "medium", "low", "info"];
const onOrOff = oneOf(["off", "on"]);
const details = mapping({
    severity: { key: "severity", reader: oneOf(SEVERITIES), required: true },
});
const setting = {
    schema: { oneOf: [onOrOff.schema, details.schema] },
    read: (tree, name, place) => {
        if (tree.kind === "mapping") {
            const given = details.read(tree, name, place);
            return given === undefined ? undefined : { on: true, ...given };
        }
        const read = onOrOff.read(tree, name, place);
        return read === undefined ? undefined : { on: read === "on" };
    },
};
/** Reads `rules:`. */
export function rulesReader(names) {
    return described("Turns rules (`API004`) or checks (`API004/undeclared-output`) off, or gives their questions another severity.", mappingOf("rule or check", names, setting));
}
