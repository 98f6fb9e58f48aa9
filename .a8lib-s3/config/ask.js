import { mapping, mappingOf } from "./mappings.js";
import { described, flag, oneOf, text } from "./reader.js";
/**
 * `@user` or `@organisation/team`, and nothing else: this may be written into comments as it is. User names are letters,
 * digits and single hyphens, and those of managed users end in an underscore and a short code:
 * https://docs.github.com/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
 */
const MENTION = /^@[A-Za-z\d](?:-?[A-Za-z\d]){0,38}(?:_[A-Za-z\d]{1,10})?(?:\/[a-z\d](?:[a-z\d_-]{0,98}[a-z\d])?)?$/;
const team = text({ is: "`@organisation/team` or `@user`", pattern: MENTION, maxLength: 150 });
/** Reads `ask:`. */
export function askReader(names, roles) {
    const byRole = Object.fromEntries(roles.map((role) => [role, { key: role, reader: team }]));
    const written = mapping({
        ...byRole,
        mention: {
            key: "mention",
            reader: described("Write the names so that GitHub notifies them. Default: false.", flag),
        },
        rules: {
            key: "rules",
            reader: described("Another role for the questions of a rule or check, as in `API008: docker-container-architect`.", mappingOf("rule or check", names, oneOf(roles))),
        },
    });
    return {
        schema: { description: "Who a question is for: a team or person by role.", ...written.schema },
        read: (tree, name, place) => {
            const read = written.read(tree, name, place);
            if (read === undefined)
                return undefined;
            const { mention, rules = [], ...teams } = read;
            return { teams, ...(mention === undefined ? {} : { mention }), rules: Object.fromEntries(rules) };
        },
    };
}
