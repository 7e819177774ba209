import { test } from '@japa/runner'
import fc from 'fast-check'
import { copyNodes, pasteNodes, readClip } from '../../../resources/editor/clipboard.js'
import { wiresOf } from '../../../resources/editor/graph.js'
import type { EditorDocument } from '../../../resources/editor/types.js'
import { START } from '../../../resources/editor/types.js'
import { EMPTY, anyEdit, apply, placed } from './edits.js'

const inner = (doc: EditorDocument, ids: readonly string[]) =>
  wiresOf(doc.route).filter(
    ({ from, to }) => from !== START && ids.includes(from) && ids.includes(to)
  )

test.group('Copying nodes', () => {
  test('pasted nodes have new ids and the wires among them, and change nothing that was there', ({
    assert,
  }) => {
    fc.assert(
      fc.property(
        fc.array(anyEdit, { minLength: 3, maxLength: 30 }),
        fc.array(anyEdit, { maxLength: 10 }),
        (edits, others) => {
          const doc = edits.reduce(apply, EMPTY)
          const target = others.reduce(apply, EMPTY)
          const ids = Object.keys(doc.route.nodes)
          const clip = copyNodes(doc, ids, placed(doc))
          if (!clip) return
          const read = readClip(JSON.stringify(clip))!
          const { document, ids: added } = pasteNodes(
            target,
            read,
            { x: 80, y: 80 },
            placed(target)
          )
          const fresh = added.filter((id) => !id.startsWith('note:'))
          assert.lengthOf(fresh, ids.length)
          assert.equal(inner(document, fresh).length, inner(doc, ids).length)
          const name = new Map(ids.map((id, i) => [id, fresh[i]]))
          for (const { from, port, to } of inner(doc, ids))
            assert.equal(document.route.nodes[name.get(from)!].ports![port], name.get(to))
          for (const [id, node] of Object.entries(target.route.nodes)) {
            assert.strictEqual(document.route.nodes[id], node)
            assert.isFalse(fresh.includes(id))
          }
        }
      )
    )
  })

  test('wires to what was not copied stay behind; assignments an offer names come along once', ({
    assert,
  }) => {
    const one = { key: 'one', partner: 'p', delivery: { use: 'portal' } }
    const doc: EditorDocument = {
      route: {
        start: 'ask',
        nodes: {
          ask: { type: 'condition', ports: { yes: 'sell', no: 'end' } },
          sell: { type: 'offer', assignments: ['one'], ports: { unsold: 'end' } },
          end: { type: 'stop' },
        },
      },
      assignments: [one, { ...one, key: 'two' }],
    }
    const clip = copyNodes(doc, ['ask', 'sell'], placed(doc))!
    const into = pasteNodes(EMPTY, clip, { x: 0, y: 0 }, {})
    assert.deepEqual(into.document.route.nodes, {
      ask: { type: 'condition', ports: { yes: 'sell' } },
      sell: { type: 'offer', assignments: ['one'] },
    })
    assert.equal(into.document.route.start, 'ask')
    assert.deepEqual(into.document.assignments, [one])
    const again = pasteNodes(into.document, clip, { x: 0, y: 400 }, placed(into.document))
    assert.deepEqual(again.ids, ['ask_2', 'sell_2'])
    assert.deepEqual(again.document.assignments, [one])
  })

  test('what is no clip is left alone', ({ assert }) => {
    for (const text of [
      '',
      'application/route-nodes',
      '{"type":"application/route-nodes"}',
      '{"type":"other","nodes":{}}',
      '[]',
    ])
      assert.isNull(readClip(text))
  })
})
