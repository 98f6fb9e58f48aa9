import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { casesOf } from "../application/when.ts";
import { lastName, objectOf } from "../call-sites.ts";
import { affects, holds } from "./affects.ts";
import { eitherOf } from "./either.ts";
import { changed } from "./methods.ts";
import { added } from "./operators.ts";
import { relevantTo } from "./relevant.ts";
import { dependingOn, isSequence, itemsOf, type Resolved, sameData, seenAt, unknown } from "./resolved.ts";
import { namesBound } from "./targets.ts";
import { type Frame, MAX_ITEMS, type Resolver, withNames } from "./resolver.ts";

/** What a name holds at a point of a block; `left`: the block is left before its end, by `return`, `raise` or the like. */
interface State {
  readonly value: Resolved | undefined;
  readonly left: boolean;
}

/**
 * What a name (`origins`, `self.origins`) holds after the statements of `block` that have run: assigned, extended, appended to.
 * `undefined` when nothing gives it a value.
 */
export function nameAfter(
  resolver: Resolver,
  name: string,
  block: readonly Stmt[],
  frame: Frame,
  initial: Resolved | undefined,
): Resolved | undefined {
  return runBlock({ resolver, name }, block, frame, { value: initial, left: false }).value;
}

interface Task {
  readonly resolver: Resolver;
  readonly name: string;
}

function runBlock(task: Task, block: readonly Stmt[], frame: Frame, start: State): State {
  let state = start;
  for (const statement of relevantTo(block, task.name)) {
    if (state.left || (frame.until !== undefined && statement.p >= frame.until)) break;
    state = runStatement(task, statement, frame, state);
  }
  return state;
}

function runStatement(task: Task, statement: Stmt, frame: Frame, state: State): State {
  const here: Frame = { ...frame, until: statement.p };
  switch (statement.k) {
    case "assign":
      return { ...state, value: afterAssignment(task, statement, frame, here, state.value) };
    case "expr":
      return statement.e.k === "call" ? { ...state, value: afterCall(task, statement.e, here, state.value) } : state;
    case "return":
    case "raise":
      return { ...state, left: true };
    case "if":
      return runIf(task, statement, frame, here, state);
    case "for":
      return runFor(task, statement, frame, here, state);
    case "with":
      return affects(statement.body, task.name, frame.scope.fn !== undefined)
        ? runBlock(task, statement.body, frame, state)
        : state;
    case "while": {
      if (holds(statement.body, frame.until)) return runBlock(task, statement.body, frame, state);
      if (!affects([...statement.body, ...statement.else], task.name, frame.scope.fn !== undefined)) return state;
      // How often it runs is not known.
      const { value } = runBlock(task, statement.body, frame, state);
      return { left: false, value: value === undefined ? undefined : openedBy(value, unknown("a loop")) };
    }
    case "del":
      return { ...state, value: afterDeletion(task, statement.i, state.value) };
    case "try":
      return runTry(task, statement, frame, state);
    case "match": {
      const conditions = casesOf(statement);
      const isFor = (at: number): boolean => conditions[at]?.when !== "development";
      // What is for development is not what runs elsewhere.
      const deployed = statement.cases.filter((_, at) => isFor(at));
      const served = deployed.length === 0 ? statement.cases : deployed;
      const affected = (block: readonly Stmt[]): boolean => affects(block, task.name, frame.scope.fn !== undefined);
      const cases = statement.cases.filter(
        (block) => affected(block) && (served.includes(block) || holds(block, frame.until)),
      );
      if (cases.length === 0) return state;
      const inside = cases.find((block) => holds(block, frame.until));
      if (inside !== undefined) return runBlock(task, inside, frame, state);
      const condition = `\`match ${renderExpr(statement.e, 40)}\``;
      const results = cases.map((block) => runBlock(task, block, frame, state));
      return results.reduce((a, b) => joined(task, a, b, condition));
    }
    default:
      return state;
  }
}

function runIf(task: Task, statement: Extract<Stmt, { k: "if" }>, frame: Frame, here: Frame, state: State): State {
  // The place that asks stands in one of the branches.
  if (holds(statement.body, frame.until)) return runBlock(task, statement.body, frame, state);
  if (holds(statement.else, frame.until)) return runBlock(task, statement.else, frame, state);
  if (
    !affects(statement.body, task.name, frame.scope.fn !== undefined) &&
    !affects(statement.else, task.name, frame.scope.fn !== undefined)
  )
    return state;
  const { truth, by, text } = task.resolver.decide(statement.t, here);
  if (truth === undefined)
    return joined(
      task,
      runBlock(task, statement.body, frame, state),
      runBlock(task, statement.else, frame, state),
      text,
    );
  const result = runBlock(task, truth ? statement.body : statement.else, frame, state);
  if (result.value === undefined || by.certainty === "literal") return result;
  const other = runBlock(task, truth ? statement.else : statement.body, frame, state);
  // Where the function is left on the other way, what this way gives stays what is asked for.
  if (other.left && result.value === state.value) return result;
  return { ...result, value: hangingOn({ ...by, trail: [] }, result.value, other.value) };
}

/** A value that hangs on a condition. The items of a list do so as well, other than those that the other branch has too. */
function hangingOn(by: Resolved, value: Resolved, other: Resolved | undefined): Resolved {
  const rest = other === undefined ? undefined : itemsOf(other);
  const { data } = value;
  const whole = dependingOn(by, value);
  if (rest === undefined || !isSequence(data)) return whole;
  const items = data.items.map((item) =>
    rest.some((one) => one.when === undefined && sameData(one.data, item.data)) ? item : dependingOn(by, item),
  );
  return { ...whole, data: { ...data, items } };
}

function runFor(task: Task, statement: Extract<Stmt, { k: "for" }>, frame: Frame, here: Frame, state: State): State {
  if (affects(statement.else, task.name, frame.scope.fn !== undefined)) {
    const { value } = runBlock(task, [...statement.body, ...statement.else], frame, state);
    // Whether the loop was left by `break` is not known.
    return { left: false, value: value === undefined ? undefined : openedBy(value, unknown("a loop")) };
  }
  if (!affects(statement.body, task.name, frame.scope.fn !== undefined)) return state;
  const source = task.resolver.resolve(statement.i, here);
  const items = itemsOf(source);
  // `continue` and `break` are no facts, so a condition in the body may keep the rest of it from running.
  const isPlain = !statement.body.some((inner) => inner.k === "if");
  const turns = items?.slice(0, MAX_ITEMS).map((item) => namesBound(statement.t, item));
  if (turns === undefined || turns.includes(undefined) || !isSequence(source.data)) {
    const once = runBlock(task, statement.body, frame, state);
    const value = isPlain ? once.value : state.value;
    return { left: false, value: value === undefined ? undefined : openedBy(value, source) };
  }
  if (!isPlain && state.value !== undefined)
    return { left: false, value: openedBy(state.value, { ...source, reason: "a loop with conditions" }) };
  let current = state;
  for (const names of turns)
    current = { ...runBlock(task, statement.body, withNames(frame, names ?? []), current), left: false };
  return current.value !== undefined && source.data.open
    ? { ...current, value: openedBy(current.value, source) }
    : current;
}

/** A list to which a loop over something unknown adds. */
function openedBy(value: Resolved, source: Resolved): Resolved {
  const { data } = value;
  const reason = source.reason ?? "a loop";
  return isSequence(data) ? { ...value, reason, data: { ...data, open: true } } : unknown(reason);
}

function runTry(task: Task, statement: Extract<Stmt, { k: "try" }>, frame: Frame, state: State): State {
  const clause = statement.except.find(({ body }) => holds(body, frame.until));
  if (clause !== undefined) return runBlock(task, clause.body, frame, state);
  if (holds(statement.body, frame.until)) return runBlock(task, statement.body, frame, state);
  const body = runBlock(task, [...statement.body, ...statement.else], frame, state);
  const handler = statement.except.find((one) => affects(one.body, task.name, frame.scope.fn !== undefined));
  const isSure = body.value !== undefined && (body.value.certainty === "literal" || body.value.certainty === "default");
  // `try: origins = os.environ["ORIGINS"] … except KeyError: origins = [...]`
  const result = isSure || handler === undefined ? body : runBlock(task, handler.body, frame, state);
  const value =
    result !== body && result.value?.certainty === "literal"
      ? { ...result.value, certainty: "default" as const }
      : result.value;
  return runBlock(task, statement.finally, frame, { ...result, value });
}

function joined({ resolver }: Task, a: State, b: State, condition: string): State {
  if (a.left !== b.left) return a.left ? b : a;
  if (a.value === undefined || b.value === undefined) {
    const value = a.value ?? b.value;
    if (value === undefined) return { left: a.left, value };
    const { data } = value;
    const marked = isSequence(data)
      ? { ...data, items: data.items.map((item) => ({ ...item, when: item.when ?? condition })) }
      : data;
    return {
      left: a.left,
      value: { ...value, data: marked, certainty: "unknown", reason: `it depends on ${condition}` },
    };
  }
  return {
    left: a.left,
    value: a.value === b.value ? a.value : eitherOf(resolver.evaluator, a.value, b.value, condition),
  };
}

function afterAssignment(
  { resolver, name }: Task,
  statement: Extract<Stmt, { k: "assign" }>,
  frame: Frame,
  here: Frame,
  before: Resolved | undefined,
): Resolved | undefined {
  for (const target of statement.t) {
    if (target.k === "ref" && target.n === name) {
      if (statement.e === undefined) return before;
      const value = resolver.resolve(statement.e, here);
      const place = {
        module: frame.scope.module,
        p: statement.p,
        q: statement.q,
        text: `${name} ${statement.op ?? "="} ${renderExpr(statement.e, 60)}`,
      };
      if (statement.op === undefined) return seenAt(place, value);
      if (statement.op === "+=" || statement.op === "|=")
        return before === undefined ? unknown(`\`${name}\``) : added(before, value);
      return unknown(`\`${name} ${statement.op}\` is not followed`);
    }
    if (target.k === "sub" && target.o.k === "ref" && target.o.n === name && before !== undefined) {
      if (isSequence(before.data)) return { ...before, data: { ...before.data, items: [], open: true } };
      if (before.data.k !== "dict") return before;
      const key = target.i[0]?.k === "str" ? target.i[0].v : undefined;
      if (key === undefined || statement.e === undefined) return { ...before, data: { ...before.data, open: true } };
      const entries = new Map([...before.data.entries, [key, resolver.resolve(statement.e, here)] as const]);
      return { ...before, data: { ...before.data, entries } };
    }
    if (target.k === "tuple" || target.k === "list") {
      const at = target.i.findIndex((part) => part.k === "ref" && part.n === name);
      if (at === -1) continue;
      const part = statement.e?.k === "tuple" || statement.e?.k === "list" ? statement.e.i[at] : undefined;
      return part === undefined ? unknown(`\`${name}\` is unpacked`) : resolver.resolve(part, here);
    }
  }
  return before;
}

function afterCall(
  { resolver, name }: Task,
  call: CallExpr,
  here: Frame,
  before: Resolved | undefined,
): Resolved | undefined {
  const object = objectOf(call.f);
  if (before === undefined || object?.k !== "ref" || object.n !== name) return before;
  return changed(
    before,
    lastName(call.f),
    call.a.map((argument) => resolver.resolve(argument.e, here)),
  );
}

/** `del origins[0]` takes away something, `del origins` the name itself. */
function afterDeletion({ name }: Task, targets: readonly Expr[], before: Resolved | undefined): Resolved | undefined {
  for (const target of targets) {
    if (target.k === "ref" && target.n === name) return undefined;
    if (target.k !== "sub" || target.o.k !== "ref" || target.o.n !== name || before === undefined) continue;
    const { data } = before;
    if (isSequence(data)) return { ...before, data: { ...data, items: [], open: true } };
    if (data.k === "dict") return { ...before, data: { ...data, entries: new Map(), open: true } };
  }
  return before;
}
