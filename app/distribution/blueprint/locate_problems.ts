import { LineCounter, isCollection, isMap, isPair, isSeq, parseDocument } from 'yaml'
import type { Problem } from '#shared/result'

export interface LocatedProblem extends Problem {
  /** Line of the text, from 1; null where it cannot be told. */
  line: number | null
}

/** Says for each problem of a blueprint in which line of its text, YAML or JSON, the mistake stands. Pure. */
export function locateProblems(text: string, problems: readonly Problem[]): LocatedProblem[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true, logLevel: 'silent' })
  return problems.map((problem) => {
    if (problem.rule === 'syntax') return { ...problem, line: lineInMessage(problem.message) }
    const offset = offsetOf(document.contents, keysOf(problem.field))
    return { ...problem, line: offset === null ? null : lines.linePos(offset).line }
  })
}

const lineInMessage = (message: string): number | null => {
  const found = /\bline (\d+)/.exec(message)
  return found ? Number(found[1]) : null
}

/** `profiles[0].assignments[2]["x y"]` as its keys. */
export function keysOf(path: string): (string | number)[] {
  const keys: (string | number)[] = []
  for (const [, index, quoted, word] of path.matchAll(
    /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g
  ))
    keys.push(
      index !== undefined ? Number(index) : quoted !== undefined ? JSON.parse(quoted) : word
    )
  return keys
}

/** Where the deepest place begins that the path leads to and the text has: what is missing is missing there. */
function offsetOf(root: unknown, keys: (string | number)[]): number | null {
  let node: unknown = root
  let offset = startOf(root)
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find((one) => isPair(one) && String(keyText(one.key)) === String(key))
      if (!pair) return offset
      offset = startOf(pair.key) ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      const item = node.items[Number(key)]
      if (item === undefined) return offset
      offset = startOf(item) ?? offset
      node = item
    } else return offset
  }
  return offset
}

const keyText = (key: unknown) => (key as { value?: unknown } | null)?.value ?? key

function startOf(node: unknown): number | null {
  const range = (node as { range?: [number, number, number] | null } | null)?.range
  if (range) return range[0]
  return isCollection(node) ? startOf(node.items[0]) : null
}
