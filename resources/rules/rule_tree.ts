/*
 * A rule as something to edit: every part has an id that stays, every edit gives a new tree and leaves the old one be.
 */
import type { Rule, Verdict } from './types.js'

export interface ConditionNode {
  kind: 'condition'
  id: number
  negated: boolean
  field: string
  operator: string
  value: unknown
}

export interface GroupNode {
  kind: 'group'
  id: number
  negated: boolean
  mode: 'all' | 'any'
  children: RuleNode[]
}

export type RuleNode = ConditionNode | GroupNode

let lastId = 0
const newId = () => ++lastId

export const newGroup = (mode: GroupNode['mode'], children: RuleNode[] = []): GroupNode => ({
  kind: 'group',
  id: newId(),
  negated: false,
  mode,
  children,
})

export const newCondition = (field = '', operator = 'equals', value?: unknown): ConditionNode => ({
  kind: 'condition',
  id: newId(),
  negated: false,
  field,
  operator,
  value,
})

// ---------------------------------------------------------------- to and from a rule

/** The tree of a rule; its root is always a group. */
export function readRule(rule: Rule | null | undefined): GroupNode {
  if (!rule) return newGroup('all')
  const node = read(rule, false)
  return node.kind === 'group' ? node : newGroup('all', [node])
}

function read(rule: Rule, negated: boolean): RuleNode {
  // Twice not: the inner one needs a place of its own.
  if ('not' in rule)
    return negated
      ? { ...newGroup('all', [read(rule, false)]), negated: true }
      : read(rule.not, true)
  if ('all' in rule)
    return {
      ...newGroup(
        'all',
        rule.all.map((one) => read(one, false))
      ),
      negated,
    }
  if ('any' in rule)
    return {
      ...newGroup(
        'any',
        rule.any.map((one) => read(one, false))
      ),
      negated,
    }
  return { ...newCondition(rule.field, rule.operator, rule.value), negated }
}

/** The rule of a tree; null where it asks nothing. */
export const writeRule = (root: GroupNode): Rule | null =>
  root.children.length === 0 && !root.negated ? null : write(root)

function write(node: RuleNode): Rule {
  const plain: Rule =
    node.kind === 'group'
      ? node.mode === 'all'
        ? { all: node.children.map(write) }
        : { any: node.children.map(write) }
      : node.value === undefined
        ? { field: node.field, operator: node.operator }
        : { field: node.field, operator: node.operator, value: node.value }
  return node.negated ? { not: plain } : plain
}

/** Where each part stands in the written rule (`all[0].not.any[1]`), by id. */
export function pathsOf(root: GroupNode): Map<number, string> {
  const paths = new Map<number, string>()
  const visit = (node: RuleNode, at: string) => {
    const path = node.negated ? join(at, 'not') : at
    paths.set(node.id, path)
    if (node.kind === 'group')
      node.children.forEach((one, i) => visit(one, `${join(path, node.mode)}[${i}]`))
  }
  visit(root, '')
  return paths
}

const join = (path: string, key: string) => (path === '' ? key : `${path}.${key}`)

/** What became of every part, by id: a negated one is shown by how it came out in the end. */
export function verdictsOf(
  root: GroupNode,
  verdicts: Readonly<Record<string, Verdict>>
): Map<number, Verdict> {
  const found = new Map<number, Verdict>()
  const paths = pathsOf(root)
  for (const { node } of rowsOf(root)) {
    const verdict = verdicts[paths.get(node.id)!]
    if (verdict)
      found.set(node.id, node.negated ? { ...verdict, matched: !verdict.matched } : verdict)
  }
  return found
}

/** The part a problem's path (`all[1].value[0]`) points into, and what is left of the path there. */
export function placeOf(
  paths: ReadonlyMap<number, string>,
  field: string
): { id: number; rest: string } | null {
  let best: { id: number; rest: string; length: number } | null = null
  for (const [id, path] of paths) {
    const inside =
      path === '' || field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`)
    if (inside && (!best || path.length >= best.length))
      best = { id, rest: field.slice(path.length).replace(/^\./, ''), length: path.length }
  }
  return best && { id: best.id, rest: best.rest }
}

// ---------------------------------------------------------------- walking

export interface Row {
  node: RuleNode
  parent: GroupNode | null
  index: number
  depth: number
}

/** Every part from top to bottom, as it is shown. */
export function rowsOf(root: GroupNode): Row[] {
  const rows: Row[] = []
  const visit = (node: RuleNode, parent: GroupNode | null, index: number, depth: number) => {
    rows.push({ node, parent, index, depth })
    if (node.kind === 'group') node.children.forEach((one, i) => visit(one, node, i, depth + 1))
  }
  visit(root, null, 0, 0)
  return rows
}

export const rowOf = (root: GroupNode, id: number): Row | null =>
  rowsOf(root).find(({ node }) => node.id === id) ?? null

// ---------------------------------------------------------------- edits

const map = (node: GroupNode, id: number, change: (node: RuleNode) => RuleNode): GroupNode => {
  const visit = (one: RuleNode): RuleNode => {
    if (one.id === id) return change(one)
    if (one.kind === 'condition') return one
    const children = one.children.map(visit)
    return children.every((child, i) => child === one.children[i]) ? one : { ...one, children }
  }
  const changed = visit(node)
  return changed.kind === 'group' ? changed : newGroup('all', [changed])
}

const withChildren = (root: GroupNode, id: number, change: (children: RuleNode[]) => RuleNode[]) =>
  map(root, id, (node) =>
    node.kind === 'group' ? { ...node, children: change(node.children) } : node
  )

export const changeNode = (
  root: GroupNode,
  id: number,
  change: Partial<Omit<ConditionNode, 'kind' | 'id'>> & { mode?: GroupNode['mode'] }
): GroupNode => map(root, id, (node) => ({ ...node, ...change }) as RuleNode)

/** Puts a part behind another one, or at the end of a group. */
export function insertAt(root: GroupNode, beside: number, node: RuleNode): GroupNode {
  const row = rowOf(root, beside)
  if (!row) return root
  if (row.node.kind === 'group') return withChildren(root, beside, (all) => [...all, node])
  return withChildren(root, row.parent!.id, (all) => all.toSpliced(row.index + 1, 0, node))
}

export function insertBehind(root: GroupNode, beside: number, node: RuleNode): GroupNode {
  const row = rowOf(root, beside)
  if (!row?.parent) return insertAt(root, root.id, node)
  return withChildren(root, row.parent.id, (all) => all.toSpliced(row.index + 1, 0, node))
}

/** Takes a part out; a group that is left with nothing goes with it. */
export function removeNode(root: GroupNode, id: number): GroupNode {
  const row = rowOf(root, id)
  if (!row) return root
  if (!row.parent) return newGroup('all')
  const { parent } = row
  if (parent.children.length === 1 && parent.id !== root.id) return removeNode(root, parent.id)
  return withChildren(root, parent.id, (all) => all.toSpliced(row.index, 1))
}

const copyOf = (node: RuleNode): RuleNode =>
  node.kind === 'group'
    ? { ...node, id: newId(), children: node.children.map(copyOf) }
    : { ...node, id: newId(), value: structuredClone(node.value) }

/** A copy behind the original; answers its id too. */
export function duplicateNode(root: GroupNode, id: number): { root: GroupNode; id: number } {
  const row = rowOf(root, id)
  if (!row?.parent) return { root, id }
  const copy = copyOf(row.node)
  return { root: insertBehind(root, id, copy), id: copy.id }
}

/** Puts a part into a group of its own, joined the other way than the one around it. */
export function wrapNode(root: GroupNode, id: number): { root: GroupNode; id: number } {
  const row = rowOf(root, id)
  if (!row) return { root, id }
  const { node, parent } = row
  const group = newGroup((parent ?? root).mode === 'all' ? 'any' : 'all', [node])
  if (!parent) return { root: newGroup('all', [node]), id }
  return {
    root: withChildren(root, parent.id, (all) => all.with(row.index, group)),
    id: group.id,
  }
}

/** Puts the parts of a group in its place. A negated group means something else: it stays. */
export function unwrapNode(root: GroupNode, id: number): GroupNode {
  const row = rowOf(root, id)
  if (!row?.parent || row.node.kind !== 'group' || row.node.negated) return root
  const { children } = row.node
  return withChildren(root, row.parent.id, (all) => all.toSpliced(row.index, 1, ...children))
}

/** The tree without some of its parts: what is left of a rule while some of it is being written. */
export const withoutNodes = (root: GroupNode, ids: Iterable<number>): GroupNode => {
  let left = root
  for (const id of ids) if (rowOf(left, id)?.parent) left = removeNode(left, id)
  return left
}

export type Direction = 'up' | 'down' | 'in' | 'out'

/**
 * Moves a part one place: up and down among its neighbours and, at the end of a group, out of it; in, to the end of the
 * group before it (or the start of the one behind it). Gives back the same tree where there is nowhere to go.
 */
export function moveNode(root: GroupNode, id: number, direction: Direction): GroupNode {
  const row = rowOf(root, id)
  if (!row?.parent) return root
  const { parent, index, node } = row
  if (direction === 'in') {
    const [before, behind] = [parent.children[index - 1], parent.children[index + 1]]
    const target = before?.kind === 'group' ? before : behind?.kind === 'group' ? behind : null
    if (!target) return root
    return withChildren(removeOnly(root, row), target.id, (all) =>
      target === before ? [...all, node] : [node, ...all]
    )
  }
  const step = direction === 'up' ? -1 : 1
  const next = index + step
  if (direction !== 'out' && next >= 0 && next < parent.children.length)
    return withChildren(root, parent.id, (all) => all.toSpliced(index, 1).toSpliced(next, 0, node))
  const outer = rowOf(root, parent.id)
  if (!outer?.parent) return root
  const at = direction === 'up' ? outer.index : outer.index + 1
  const placed = withChildren(root, outer.parent.id, (all) => all.toSpliced(at, 0, node))
  // The part stands there twice now: the one inside the group goes, and with it a group that held nothing else.
  return parent.children.length === 1
    ? withChildren(placed, outer.parent.id, (all) => all.filter((one) => one.id !== parent.id))
    : withChildren(placed, parent.id, (all) => all.filter((one) => one.id !== id))
}

const removeOnly = (root: GroupNode, { parent, node }: Row): GroupNode =>
  withChildren(root, parent!.id, (all) => all.filter((one) => one.id !== node.id))
