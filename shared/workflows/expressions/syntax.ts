interface AstNode {
  type?: string;
  value?: unknown;
  position?: number;
  steps?: AstNode[];
}

/** Names after `$` in an expression's tree, each with where it stands. */
export function variablesIn(tree: unknown): { name: string; position: number | null }[] {
  const found: { name: string; position: number | null }[] = [];
  walk(tree, (node) => {
    if (node.type === "variable" && typeof node.value === "string" && node.value !== "") {
      found.push({ name: node.value, position: node.position ?? null });
    }
  });
  return found;
}

/** Regular expressions in an expression's tree. */
export function regexesIn(tree: unknown): { pattern: RegExp; position: number | null }[] {
  const found: { pattern: RegExp; position: number | null }[] = [];
  walk(tree, ({ value, position }) => {
    if (value instanceof RegExp) found.push({ pattern: value, position: position ?? null });
  });
  return found;
}

/** Steps read as `steps.<id>` or `$$.steps.<id>`. */
export function stepReferences(tree: unknown): string[] {
  const found = new Set<string>();
  walk(tree, ({ type, steps }) => {
    if (type !== "path" || !steps) return;
    const names = steps[0]?.type === "variable" && steps[0].value === "$" ? steps.slice(1) : steps;
    const [root, id] = names;
    if (root?.type === "name" && root.value === "steps" && id?.type === "name") found.add(String(id.value));
  });
  return [...found];
}

function walk(tree: unknown, visit: (node: AstNode) => void): void {
  const open: unknown[] = [tree];
  const seen = new Set<object>();
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    if (!Array.isArray(node)) visit(node as AstNode);
    open.push(...Object.values(node));
  }
}
