import fc from 'fast-check'
import { test } from '@japa/runner'
import { verdictsByPath } from '#routing/verdicts_by_path'
import type { LeadView } from '#sdk'
import type { Rule as ServerRule } from '#sdk/rule'
import {
  type Direction,
  type GroupNode,
  duplicateNode,
  moveNode,
  pathsOf,
  placeOf,
  readRule,
  removeNode,
  rowsOf,
  unwrapNode,
  wrapNode,
  writeRule,
} from '../../../resources/rules/rule_tree.js'
import { parseList } from '../../../resources/rules/parse_list.js'
import type { Rule } from '../../../resources/rules/types.js'
import { leads, rules as serverRules } from '#tests/unit/routing/rule_arbitraries'
import { NOW, compiled } from '#tests/unit/routing/rule_helpers'

const rules = serverRules as fc.Arbitrary<Rule>
const judge = (rule: Rule | null, lead: LeadView) => compiled(rule as ServerRule).test(lead, NOW)
/** Conditions of a tree, whatever their order. */
const conditions = (root: GroupNode) =>
  rowsOf(root)
    .flatMap(({ node }) => (node.kind === 'condition' ? [JSON.stringify(node)] : []))
    .sort()
const text = (root: GroupNode) => JSON.stringify(writeRule(root))

test.group('a rule as a tree', () => {
  test('written back it means the same', () => {
    fc.assert(
      fc.property(rules, leads, (rule, lead) => {
        const back = writeRule(readRule(rule))
        return judge(back, lead) === judge(rule, lead)
      })
    )
  })

  test('parts stand at the paths the server speaks of', ({ assert }) => {
    fc.assert(
      fc.property(rules, leads, (rule, lead) => {
        const root = readRule(rule)
        const written = writeRule(root)
        if (!written) return
        const traces = compiled(written as ServerRule).trace(lead, NOW)
        const told = verdictsByPath(written as ServerRule, traces)
        for (const path of pathsOf(root).values()) assert.isTrue(Object.hasOwn(told, path), path)
      })
    )
  })

  test('a problem finds its part and what of it is meant', ({ assert }) => {
    const root = readRule({
      all: [
        { field: 'a', operator: 'in', value: [1] },
        { not: { any: [{ field: 'b', operator: 'equals', value: 1 }] } },
      ],
    })
    const paths = pathsOf(root)
    const at = (field: string) => {
      const place = placeOf(paths, field)!
      return [paths.get(place.id), place.rest]
    }
    assert.deepEqual(at('all[0].value[3]'), ['all[0]', 'value[3]'])
    assert.deepEqual(at('all[1].not.any[0].operator'), ['all[1].not.any[0]', 'operator'])
    assert.deepEqual(at('all[1].not.any'), ['all[1].not', 'any'])
    assert.deepEqual(at('all[10].value'), ['', 'all[10].value'])
  })

  test('moving loses and invents nothing, and can be taken back step by step', () => {
    const direction = fc.constantFrom<Direction>('up', 'down', 'in', 'out')
    fc.assert(
      fc.property(rules, fc.nat(), fc.array(direction, { maxLength: 6 }), (rule, pick, steps) => {
        let root = readRule(rule)
        const before = conditions(root)
        const empty = emptyGroups(root)
        const rows = rowsOf(root)
        const { id } = rows[pick % rows.length].node
        for (const step of steps) {
          root = moveNode(root, id, step)
          if (!rowsOf(root).some(({ node }) => node.id === id)) return false
          // No group is left behind with nothing in it.
          if (emptyGroups(root) > empty) return false
        }
        return JSON.stringify(conditions(root)) === JSON.stringify(before)
      })
    )
  })

  test('a part can be brought anywhere: out of its group at its end, into the one before it', ({
    assert,
  }) => {
    const leaf = (field: string): Rule => ({ field, operator: 'is_empty' })
    let root = readRule({ all: [leaf('a'), { any: [leaf('b'), leaf('c')] }, leaf('d')] })
    const { id } = rowsOf(root).find(
      ({ node }) => node.kind === 'condition' && node.field === 'c'
    )!.node
    const order = () =>
      JSON.stringify(writeRule(root)).replace(/\{"field":"(\w)","operator":"is_empty"\}/g, '$1')
    root = moveNode(root, id, 'down')
    assert.equal(order(), '{"all":[a,{"any":[b]},c,d]}')
    root = moveNode(root, id, 'in')
    assert.equal(order(), '{"all":[a,{"any":[b,c]},d]}')
    root = moveNode(moveNode(root, id, 'up'), id, 'up')
    assert.equal(order(), '{"all":[a,c,{"any":[b]},d]}')
    root = moveNode(root, id, 'in')
    assert.equal(order(), '{"all":[a,{"any":[c,b]},d]}')
  })

  test('wrapping and unwrapping is nothing, a copy is another part with the same in it', ({
    assert,
  }) => {
    fc.assert(
      fc.property(rules, fc.nat(), (rule, pick) => {
        const root = readRule(rule)
        const rows = rowsOf(root).slice(1)
        if (rows.length === 0) return
        const { id } = rows[pick % rows.length].node
        const wrapped = wrapNode(root, id)
        assert.equal(text(unwrapNode(wrapped.root, wrapped.id)), text(root))
        const copied = duplicateNode(root, id)
        assert.notEqual(copied.id, id)
        assert.equal(text(removeNode(copied.root, copied.id)), text(root))
        const ids = rowsOf(copied.root).map(({ node }) => node.id)
        assert.lengthOf(new Set(ids), ids.length)
      })
    )
  })

  test('a group goes with its last part; without any part there is no rule', ({ assert }) => {
    const root = readRule({ all: [{ any: [{ field: 'a', operator: 'is_empty' }] }] })
    const { id } = rowsOf(root).at(-1)!.node
    assert.isNull(writeRule(removeNode(root, id)))
  })
})

const emptyGroups = (root: GroupNode) =>
  rowsOf(root).filter(({ node }) => node.kind === 'group' && node.children.length === 0).length

test.group('many values pasted', () => {
  test('columns, lines and quotes', ({ assert }) => {
    assert.deepEqual(parseList('10115\n10117\r\n10115\n'), ['10115', '10117'])
    assert.deepEqual(parseList('CA, AZ;NV\tTX'), ['CA', 'AZ', 'NV', 'TX'])
    assert.deepEqual(parseList('"Berlin, Mitte", Köln'), ['Berlin, Mitte', 'Köln'])
    assert.deepEqual(parseList('1,5\n2,5', { decimals: true }), ['1.5', '2.5'])
    assert.deepEqual(parseList('1,5', { decimals: true }), ['1', '5'])
    assert.deepEqual(parseList(' , \n'), [])
  })
})
