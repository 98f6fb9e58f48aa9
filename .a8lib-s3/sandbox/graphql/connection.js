import { GraphQLError } from "graphql";
const MAX_PAGE = 100;
/** One page of a list with opaque cursors; as on the platform, `first` or `last` is needed and at most 100. */
export function connection(name, items, page, toObject) {
    const size = page.first ?? page.last;
    if (size === undefined || size === null) {
        throw new GraphQLError(`You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`);
    }
    if (size < 1 || size > MAX_PAGE) {
        throw new GraphQLError(`Requesting ${size} records on the \`${name}\` connection exceeds the \`first\` limit of ${MAX_PAGE} records.`);
    }
    const from = page.after ? decode(page.after) : (page.skip ?? 0);
    const to = page.before ? decode(page.before) - 1 : items.length;
    const forward = page.first !== undefined && page.first !== null;
    const start = forward ? from : Math.max(from, to - size);
    const end = forward ? Math.min(to, from + size) : to;
    const chosen = items.slice(start, end);
    return {
        nodes: chosen.map(toObject),
        totalCount: items.length,
        pageInfo: {
            startCursor: chosen.length > 0 ? encode(start + 1) : null,
            endCursor: chosen.length > 0 ? encode(end) : null,
            hasNextPage: end < items.length,
            hasPreviousPage: start > 0,
        },
    };
}
function encode(position) {
    return Buffer.from(`cursor:${position}`).toString("base64");
}
function decode(cursor) {
    const position = Number(Buffer.from(cursor, "base64").toString("utf8").replace("cursor:", ""));
    if (!Number.isInteger(position))
        throw new GraphQLError(`\`${cursor}\` does not appear to be a valid cursor.`);
    return position;
}
