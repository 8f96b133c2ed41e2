import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import { readDuration } from "./duration";
import type { Aggregation, Binary, Expression, Matcher, Selector } from "./expression";
import { checkFunction, checkKnown } from "./functions";
import { compilePattern } from "./pattern";
import { PromqlError } from "./promql-error";

const MOST_LENGTH = 10_000;
const MOST_DEPTH = 60;

const aggregations: readonly string[] = ["sum", "avg", "max", "min", "count"];
const binaryOperators: readonly string[] = [
  ...["+", "-", "*", "/", "%", "^", "==", "!=", ">", "<", ">=", "<=", "and", "or", "unless"],
];

/** Reads the tree that the grammar gives. */
class Reader {
  readonly #text: string;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  #of(node: SyntaxNode): string {
    return this.#text.slice(node.from, node.to);
  }

  expression(node: SyntaxNode): Expression {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw new PromqlError("the query is nested too deeply");
    const read = this.#known[node.name];
    if (read === undefined) throw unsupported(node.name, this.#of(node));
    const found = read(node);
    this.#depth -= 1;
    return found;
  }

  readonly #known: Readonly<Record<string, (node: SyntaxNode) => Expression>> = {
    NumberDurationLiteral: (node) => ({ kind: "number", value: numberOf(this.#of(node)) }),
    ParenExpr: (node) => this.expression(first(node)),
    UnaryExpr: (node) => {
      const argument = this.expression(last(node));
      return this.#of(first(node)) === "-" ? { kind: "negate", argument } : argument;
    },
    VectorSelector: (node) => this.#selector(node),
    MatrixSelector: (node) => this.#matrix(node),
    OffsetExpr: (node) => this.#offset(node),
    AggregateExpr: (node) => this.#aggregation(node),
    BinaryExpr: (node) => this.#binary(node),
    FunctionCall: (node) => {
      const name = this.#of(first(node));
      checkKnown(name);
      const body = childrenOf(last(node)).map((child) => this.expression(child));
      checkFunction(name, body);
      return { kind: "call", name, arguments: body };
    },
  };

  #selector(node: SyntaxNode): Selector {
    const matchers: Matcher[] = [];
    for (const child of childrenOf(node)) {
      if (child.name === "Identifier") matchers.push(equals("__name__", this.#of(child)));
      else for (const matcher of childrenOf(child)) matchers.push(this.#matcher(matcher));
    }
    if (matchers.every(({ matches }) => matches("")))
      throw new PromqlError("vector selector must contain at least one non-empty matcher");
    return { kind: "selector", matchers, rangeMs: undefined, offsetMs: 0 };
  }

  #matcher(node: SyntaxNode): Matcher {
    if (node.name === "QuotedLabelName") return equals("__name__", stringOf(this.#of(node)));
    const [label, operator, value] = childrenOf(node);
    if (label === undefined || operator === undefined || value === undefined)
      throw new PromqlError(`a label matcher is not complete: ${this.#of(node)}`);
    const name = node.name === "QuotedLabelMatcher" ? stringOf(this.#of(label)) : this.#of(label);
    return matcherOf(name, this.#of(operator), stringOf(this.#of(value)));
  }

  #matrix(node: SyntaxNode): Selector {
    const selector = this.expression(first(node));
    if (selector.kind !== "selector" || selector.rangeMs !== undefined)
      throw new PromqlError("ranges are only allowed for vector selectors");
    const rangeMs = readDuration(this.#of(last(node)));
    if (rangeMs <= 0) throw new PromqlError("duration must be greater than 0");
    return { ...selector, rangeMs };
  }

  #offset(node: SyntaxNode): Selector {
    const selector = this.expression(first(node));
    if (selector.kind !== "selector") throw new PromqlError("offset stands after a selector only");
    const text = this.#of(last(node)).trim();
    const offsetMs = text.startsWith("-") ? -readDuration(text.slice(1)) : readDuration(text);
    return { ...selector, offsetMs };
  }

  #aggregation(node: SyntaxNode): Aggregation {
    const parts = childrenOf(node);
    const operator = this.#of(first(node)).toLowerCase();
    if (!aggregations.includes(operator)) throw unsupported(`aggregation ${operator}`, this.#of(node));
    const body = parts.find(({ name }) => name === "FunctionCallBody");
    const [argument, ...more] = body === undefined ? [] : childrenOf(body);
    if (argument === undefined || more.length > 0)
      throw new PromqlError(`${operator} takes one argument: ${this.#of(node)}`);
    const modifier = parts.find(({ name }) => name === "AggregateModifier");
    const grouping =
      modifier === undefined
        ? { by: true, labels: [] }
        : { by: first(modifier).name === "By", labels: this.#labels(last(modifier)) };
    return { kind: "aggregate", operator, grouping, argument: this.expression(argument) };
  }

  #labels(node: SyntaxNode): string[] {
    return childrenOf(node).map((child) => this.#of(child).replace(/^["'`]|["'`]$/g, ""));
  }

  #binary(node: SyntaxNode): Binary {
    const parts = childrenOf(node);
    const [sign] = parts.slice(1);
    const operator = sign === undefined ? "" : this.#of(sign).toLowerCase();
    if (!binaryOperators.includes(operator)) throw unsupported(`operator ${operator}`, this.#of(node));
    const modifiers = parts.slice(2, -1);
    const clause = modifiers.find(({ name }) => name === "MatchingModifierClause");
    const strange = modifiers.find(
      ({ name }) => name !== "MatchingModifierClause" && name !== "BoolModifier",
    );
    if (strange !== undefined) throw unsupported(strange.name, this.#of(node));
    const [word, labels, group] = clause === undefined ? [] : childrenOf(clause);
    if (group !== undefined) throw unsupported(this.#of(group), this.#of(node));
    return {
      ...{ kind: "binary", operator, bool: modifiers.some(({ name }) => name === "BoolModifier") },
      matching:
        word === undefined || labels === undefined
          ? undefined
          : { on: word.name === "On", labels: this.#labels(labels) },
      left: this.expression(first(node)),
      right: this.expression(last(node)),
    };
  }
}

const childrenOf = (node: SyntaxNode): SyntaxNode[] => {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (child.name !== "LineComment") children.push(child);
  return children;
};

function first(node: SyntaxNode): SyntaxNode {
  const [child] = childrenOf(node);
  if (child === undefined) throw new PromqlError(`${node.name} is empty`);
  return child;
}

const last = (node: SyntaxNode): SyntaxNode => childrenOf(node).at(-1) ?? first(node);

const unsupported = (what: string, text: string): PromqlError =>
  new PromqlError(`${what} is not supported by the sandbox: ${text.slice(0, 120)}`);

function numberOf(text: string): number {
  const clean = text.toLowerCase().replace(/^\+/, "").replace(/inf$/, "Infinity");
  const value = clean === "nan" ? Number.NaN : Number(clean);
  return clean !== "nan" && Number.isNaN(value) ? readDuration(text) / 1000 : value;
}

/** The text of a quoted string. */
function stringOf(text: string): string {
  const quote = text[0];
  const inner = text.slice(1, -1);
  if (quote === "`") return inner;
  return inner.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/g, (_, code: string) => {
    if (/^[ux]./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return { n: "\n", t: "\t", r: "\r" }[code] ?? code;
  });
}

const equals = (label: string, value: string): Matcher => ({ label, matches: (other) => other === value });

function matcherOf(label: string, operator: string, value: string): Matcher {
  if (operator === "=") return equals(label, value);
  if (operator === "!=") return { label, matches: (other) => other !== value };
  const pattern = compilePattern(value);
  return { label, matches: operator === "=~" ? pattern : (other) => !pattern(other) };
}

/** Reads a query. Throws `PromqlError` for what is no PromQL, and for what is not supported, by its name. */
export function parsePromql(text: string): Expression {
  if (text.trim() === "")
    throw new PromqlError("unknown position: parse error: no expression found in input");
  if (text.length > MOST_LENGTH) throw new PromqlError(`the query is longer than ${MOST_LENGTH} characters`);
  const tree = parser.parse(text);
  tree.iterate({
    enter(node) {
      if (!node.type.isError) return;
      const rest = text.slice(node.from, node.from + 20) || "end of input";
      throw new PromqlError(`1:${node.from + 1}: parse error: unexpected ${JSON.stringify(rest)}`);
    },
  });
  return new Reader(text).expression(first(tree.topNode));
}
