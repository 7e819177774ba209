/*
 * The keys of the rule builder. They work on a line that has the focus itself; inside of its inputs only Escape does,
 * which leads back to the line.
 */
import type { RuleEditor } from './rule_editor'
import { type RuleNode, readRule, rowOf, writeRule } from './rule_tree.js'

/** As the help shows them: `rules.key.<name>`. */
export const RULE_KEYS: { name: string; keys: string[] }[] = [
  { name: 'walk', keys: ['↑', '↓'] },
  { name: 'ends', keys: ['Home', 'End'] },
  { name: 'levels', keys: ['←', '→'] },
  { name: 'edit', keys: ['Enter'] },
  { name: 'back', keys: ['Esc'] },
  { name: 'add', keys: ['A'] },
  { name: 'addGroup', keys: ['Shift', 'A'] },
  { name: 'wrap', keys: ['G'] },
  { name: 'unwrap', keys: ['U'] },
  { name: 'switch', keys: ['O'] },
  { name: 'negate', keys: ['N'] },
  { name: 'duplicate', keys: ['D'] },
  { name: 'move', keys: ['Alt', '↑', '↓'] },
  { name: 'moveLevels', keys: ['Alt', '←', '→'] },
  { name: 'remove', keys: ['Del'] },
  { name: 'copy', keys: ['Ctrl', 'C'] },
  { name: 'paste', keys: ['Ctrl', 'V'] },
  { name: 'undo', keys: ['Ctrl', 'Z'] },
  { name: 'help', keys: ['?'] },
]

export function keysOf(editor: RuleEditor, help: () => void) {
  const { rows, root } = editor

  function onKey(event: KeyboardEvent) {
    const target = event.target as HTMLElement
    const row = target.closest<HTMLElement>('[data-row]')
    if (event.key === 'Escape' && row && row !== target && !event.defaultPrevented) {
      event.stopPropagation()
      return void editor.focus(Number(row.dataset.row))
    }
    if (!row || row !== target) return
    const done = actionOf(event, Number(row.dataset.row))
    if (!done) return
    event.preventDefault()
    event.stopPropagation()
    done()
  }

  function actionOf(event: KeyboardEvent, id: number): (() => void) | null {
    if (event.ctrlKey || event.metaKey) {
      const key = event.key.toLowerCase()
      if (key === 'z') return event.shiftKey ? editor.redo : editor.undo
      return key === 'y' ? editor.redo : null
    }
    if (event.altKey) {
      const direction = MOVES[event.key]
      return direction && !editor.disabled.value ? () => editor.move(id, direction) : null
    }
    const walk = walkTo(event.key, id)
    if (walk !== undefined) return () => void (walk !== null && editor.focus(walk))
    if (event.key === '?') return help
    if (editor.disabled.value) return null
    return editKey(event, id)
  }

  function editKey(event: KeyboardEvent, id: number): (() => void) | null {
    switch (event.key) {
      case 'Enter':
      case ' ':
      case 'F2':
        return () => void editor.focus(id, true)
      case 'a':
      case 'Insert':
        return () => editor.addCondition(id, true)
      case 'A':
        return () => editor.addGroup(id, true)
      case 'g':
        return () => editor.wrap(id)
      case 'u':
        return () => editor.unwrap(id)
      case 'd':
        return () => editor.duplicate(id)
      case 'n':
        return () => editor.negate(id)
      case 'o': {
        const row = rowOf(root.value, id)
        return () => editor.toggleMode(row?.node.kind === 'group' ? id : row!.parent!.id)
      }
      case 'Delete':
      case 'Backspace':
        return () => editor.remove(id)
      default:
        return null
    }
  }

  /** Where an arrow leads; null: nowhere from here, undefined: it is no arrow. */
  function walkTo(key: string, id: number): number | null | undefined {
    const at = rows.value.findIndex(({ node }) => node.id === id)
    const idAt = (index: number) => rows.value[index]?.node.id ?? null
    const { node, parent } = rows.value[at]
    switch (key) {
      case 'ArrowDown':
        return idAt(at + 1)
      case 'ArrowUp':
        return at > 0 ? idAt(at - 1) : null
      case 'Home':
        return idAt(0)
      case 'End':
        return idAt(rows.value.length - 1)
      case 'ArrowLeft':
        return parent && parent.id !== root.value.id ? parent.id : null
      case 'ArrowRight':
        return node.kind === 'group' ? (node.children[0]?.id ?? null) : null
      default:
        return undefined
    }
  }

  /** One part as JSON, as Ctrl+C takes it. */
  function textOf(id: number): string | null {
    const node = rowOf(root.value, id)?.node
    return node ? JSON.stringify(ruleOf(node), null, 2) : null
  }

  return { onKey, textOf }
}

const MOVES: Record<string, 'up' | 'down' | 'in' | 'out'> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
}

const ruleOf = (node: RuleNode) =>
  node.kind === 'group' ? writeRule(node) : writeRule({ ...readRule(null), children: [node] })
