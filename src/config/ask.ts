import { MENTION } from "../engine/mention.ts";
import type { Role } from "../engine/roles.ts";
import { type Fields, mapping, mappingOf } from "./mappings.ts";
import { described, flag, oneOf, type Reader, text } from "./reader.ts";

/** `ask:` as one file has it. */
export interface AskPart {
  readonly teams: Readonly<Partial<Record<Role, string>>>;
  readonly mention?: boolean;
  readonly rules: Readonly<Record<string, Role>>;
}

const team = text({ is: "`@organisation/team` or `@user`", pattern: MENTION, maxLength: 150 });

type Written = Partial<Record<Role, string>> & {
  readonly mention?: boolean;
  readonly rules?: readonly (readonly [string, Role])[];
};

/** Reads `ask:`. */
export function askReader(names: readonly string[], roles: readonly Role[]): Reader<AskPart> {
  const byRole = Object.fromEntries(roles.map((role) => [role, { key: role, reader: team }]));
  const written = mapping<Written>({
    ...byRole,
    mention: {
      key: "mention",
      reader: described("Write the names so that GitHub notifies them. Default: false.", flag),
    },
    rules: {
      key: "rules",
      reader: described(
        "Another role for the questions of a rule or check, as in `API008: docker-container-architect`.",
        mappingOf("rule or check", names, oneOf(roles)),
      ),
    },
  } as Fields<Written>);
  return {
    schema: { description: "Who a question is for: a team or person by role.", ...written.schema },
    read: (tree, name, place) => {
      const read = written.read(tree, name, place);
      if (read === undefined) return undefined;
      const { mention, rules = [], ...teams } = read;
      return { teams, ...(mention === undefined ? {} : { mention }), rules: Object.fromEntries(rules) };
    },
  };
}
