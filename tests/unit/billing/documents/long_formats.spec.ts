import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { MOST_HERE, askFormat } from '#billing/documents/ask_format'
import { checkDocument } from '#billing/documents/check_document'
import { documentFormat, renderDocument } from '#billing/documents/document_formats'
import { formatPress } from '#billing/documents/pdf/document_press'
import { pluginHealth } from '#host/guard'
import { loadPlugins, plugins } from '#host/registry'
import type { TaxDocumentLine } from '#sdk/document'
import { fakeDocument } from '#sdk/testing/fake_documents'
import { ok } from '#shared/result'

const [LINE] = fakeDocument().lines
const long = (count: number, number = 'INV-1') =>
  fakeDocument({
    number,
    lines: Array.from({ length: count }, (_, i) => ({ ...LINE!, position: i + 1 })),
  })
const inFils = (line: TaxDocumentLine) => ({ ...line, unit_price: '1.001', net: '3.003' })
const any = () => null

test.group('Formats of long documents', (group) => {
  group.teardown(async () => {
    await formatPress.close()
    await loadPlugins({ root: app.makePath() })
  })
  group.each.timeout(120_000)

  test('are written and checked beside the process, byte for byte as in it', async ({ assert }) => {
    const document = long(2_000)
    for (const format of plugins().ids('document')) {
      const plugin = documentFormat(format)!
      const there = await renderDocument(document, format)
      assert.deepEqual(there, ok(plugin.render(document, {}) as never))
      const check = (await checkDocument(document)).find((one) => one.format === format)!
      const known = plugin.check!(document, {})
      assert.deepEqual(
        check.problems.map(({ place: _, ...one }) => one),
        known
      )
    }
    const refused = await renderDocument(
      { ...document, lines: document.lines.map(inFils), currency: 'KWD' },
      'cii'
    )
    assert.equal(refused.ok ? '' : refused.problem.type, 'refused')
  })

  test('run elsewhere from a number of lines on', async ({ assert }) => {
    await formatPress.close()
    await loadPlugins({ root: app.makePath('tests/fixtures/plugins/long') })
    const plugin = documentFormat('placed')!
    const where = async (lines: number) => {
      const answer = await askFormat<{ bytes: string }>(plugin, 'render', long(lines), any)
      return answer.ok ? Number(answer.value.bytes) : null
    }
    assert.equal(await where(MOST_HERE), 0)
    assert.isAbove((await where(MOST_HERE + 1))!, 0)
  })

  test('stand behind the guard there too', async ({ assert }) => {
    const plugin = documentFormat('placed')!
    const beyond = MOST_HERE + 1
    const thrown = await askFormat(plugin, 'check', long(beyond), any)
    assert.deepInclude(thrown.ok ? {} : thrown.problem, {
      ...{ type: 'threw', message: 'document placed.check() threw: no rule for this' },
    })
    const later = await renderDocument(long(beyond, 'later'), 'placed')
    assert.match(JSON.stringify(later), /must return a file or a refusal/)
    const late = await askFormat(plugin, 'check', long(beyond, 'hangs'), any, 300)
    assert.equal(late.ok ? '' : late.problem.type, 'deadline')
    // The thread that hung is gone: the next document has another.
    assert.isTrue((await renderDocument(long(beyond), 'placed')).ok)
    const told = pluginHealth().find(({ id, method }) => id === 'placed' && method === 'check')!
    assert.equal(told.errors, 2)
  })
})
