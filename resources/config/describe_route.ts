/*
 * What differs between two routes, node by node, as people say it: "Rule of Geo: State is CA → State is one of CA, AZ",
 * "Way yes of Geo: Premium → Rest".
 */
import { describeRule } from '../rules/describe_rule.js'
import type { Rule } from '../rules/types.js'
import type { Around, ChangeLine, Words } from './describe_changes.js'
import { assignmentName } from './describe_changes.js'
import { scheduleText } from './schedule_text.js'

interface Node {
  type: string
  ports?: Record<string, string>
  [setting: string]: unknown
}
export interface Route {
  start: string
  nodes: Record<string, Node>
  canvas?: { nodes?: Record<string, { title?: string }> }
}

type Form = Record<string, unknown>
const isObject = (value: unknown): value is Form =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** As the server calls the one node of the short form (app/routing/short_form.ts). */
const SHORT_NODE = 'offer'

/** The route of a form; the short form is a route of one offer. Null: there is none. */
export function routeOf(form: Form | null | undefined): Route | null {
  if (!form) return null
  if (isObject(form.route)) return form.route as unknown as Route
  const strategy = form.strategy ?? (form.assignments ? { use: 'first_match' } : null)
  if (!strategy) return null
  return { start: SHORT_NODE, nodes: { [SHORT_NODE]: { type: 'offer', strategy } } }
}

/** The settings of a node, without how it is wired. */
export function settingsOf(node: Node): Form {
  const settings: Form = { ...node }
  delete settings.type
  delete settings.ports
  return settings
}

/** A node by what somebody called it, else by its id. */
export const nodeName = (id: string, ...routes: (Route | null)[]): string =>
  routes.map((one) => one?.canvas?.nodes?.[id]?.title).find(Boolean) ?? id

export function describeRoute(around: Around, words: Words): ChangeLine[] {
  const [from, to] = [routeOf(around.before), routeOf(around.after)]
  const { t } = words
  const typeOf = (node: Node) =>
    words.te(`canvas.type.${node.type}`) ? t(`canvas.type.${node.type}`) : node.type
  // A node that is called like its type has no name of its own.
  const plain = (id: string) => {
    const name = nodeName(id, to, from)
    const node = to?.nodes[id] ?? from?.nodes[id]
    return name === id && node?.type === id ? typeOf(node) : name
  }
  const nameOf = (id: string) => around.nodeName?.(id) ?? plain(id)
  const told = (id: string, node: Node) => {
    const [name, type] = [nameOf(id), typeOf(node)]
    return name === type || name.startsWith(`${type} `)
      ? name
      : t('blueprint.change.node.named', { name, type })
  }
  const target = (route: Route | null, id: string | undefined) =>
    id && route?.nodes[id] ? nameOf(id) : t('blueprint.change.node.nowhere')
  const lines: ChangeLine[] = []
  const [before, after] = [from?.nodes ?? {}, to?.nodes ?? {}]

  // An automation always begins at its trigger.
  if (around.section !== 'automations' && !same(from?.start, to?.start))
    lines.push({
      kind: 'change',
      what: t('blueprint.change.node.start'),
      ...(from?.start && { from: target(from, from.start) }),
      to: target(to, to?.start),
    })
  for (const [id, node] of Object.entries(after)) {
    if (!before[id]) {
      lines.push({ kind: 'add', what: told(id, node), node: id })
      continue
    }
    const name = nameOf(id)
    lines.push(...describeSettings(id, before[id], node, name, around, words))
    const ports = [before[id].ports ?? {}, node.ports ?? {}]
    for (const port of new Set(ports.flatMap((one) => Object.keys(one)))) {
      if (ports[0][port] === ports[1][port]) continue
      lines.push({
        kind: 'change',
        what: t('blueprint.change.node.port', { name, port: portName(port, words) }),
        from: target(from, ports[0][port]),
        to: target(to, ports[1][port]),
        node: id,
      })
    }
  }
  for (const [id, node] of Object.entries(before))
    if (!after[id]) lines.push({ kind: 'remove', what: told(id, node), node: id })
  return lines
}

const portName = (port: string, { t, te }: Words) =>
  te(`canvas.port.${port}`) ? t(`canvas.port.${port}`) : port

function describeSettings(
  id: string,
  before: Node,
  after: Node,
  name: string,
  around: Around,
  words: Words
): ChangeLine[] {
  const { t, te } = words
  if (before.type !== after.type)
    return [
      {
        kind: 'change',
        what: t('blueprint.change.node.type', { name }),
        from: before.type,
        to: after.type,
        node: id,
      },
    ]
  const [from, to] = [settingsOf(before), settingsOf(after)]
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key): ChangeLine[] => {
    if (same(from[key], to[key])) return []
    const known = `blueprint.change.node.${key}`
    const what = te(known)
      ? t(known, { name })
      : t('blueprint.change.of.other', { name, part: key.replaceAll('_', ' ') })
    // A script is read in its editor, not in a line.
    if (key === 'code') return [{ kind: 'change', what, node: id }]
    const [was, is] = [from[key], to[key]].map((one) => settingText(key, one, around, words))
    return [{ kind: 'change', what, from: was, to: is, node: id }]
  })
}

const MAX_TEXT = 160
const short = (text: string) =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).toWellFormed()}…` : text

function settingText(key: string, value: unknown, around: Around, words: Words): string {
  const { t, manner } = words
  const rule = (of: unknown) =>
    describeRule((of ?? null) as Rule | null, around.fields ?? [], t, manner)
  if (key === 'rule') return rule(value)
  if (key === 'schedule') return scheduleText(value, t)
  if (key === 'assignments')
    return Array.isArray(value)
      ? short(value.map((one) => assignmentName(String(one), around)).join(', '))
      : t('blueprint.change.node.everybody')
  if (key === 'cases' && Array.isArray(value))
    return short(
      value.map((one: Form) => `${portName(String(one.port), words)}: ${rule(one.rule)}`).join('; ')
    )
  if (key === 'shares' && isObject(value))
    return Object.entries(value)
      .map(([port, share]) => `${portName(port, words)} ${String(share)}`)
      .join(', ')
  if (key === 'strategy' && isObject(value)) return strategyText(value, around)
  if (value === undefined || value === null) return t('common.empty')
  return short(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

function strategyText(strategy: Form, around: Around): string {
  const { use, ...settings } = strategy
  const name = around.strategies?.[String(use)] ?? String(use)
  const more = Object.entries(settings).map(
    ([key, value]) => `${key.replaceAll('_', ' ')} ${String(value)}`
  )
  return [name, ...more].join(', ')
}
