import assert from 'node:assert/strict'
import type { DocumentFormat, DocumentProblem, RenderedDocument, TaxDocument } from '#sdk'
import { type Case, type Check, commonChecks, readConfig } from '#sdk/testing/common_contract'
import { fakeDocuments } from '#sdk/testing/fake_documents'
import { callPurely, deepFreeze } from '#sdk/testing/purity'
import { assertDocumentProblems, assertRendered } from '#sdk/testing/shapes'

export interface DocumentCase extends Case {
  document: TaxDocument
  /** Texts that the file must hold. */
  says?: readonly string[]
  /** Rules it is refused for. */
  refused?: readonly string[]
  /** Rules that `check` must tell of, no others. */
  problems?: readonly string[]
}

export function documentContract<C>(plugin: DocumentFormat<C>, cases: DocumentCase[]): Check[] {
  return [
    ...commonChecks(plugin, 'document', cases),
    {
      title: 'writes each sort of document or refuses it with words, the same each time',
      run: async () => {
        for (const one of cases) {
          const config = await readConfig<C>(plugin, one)
          for (const [sort, document] of Object.entries(fakeDocuments()))
            assert.doesNotThrow(() => renderPurely(plugin, document, config), `on ${sort}`)
        }
      },
    },
    ...cases.map((one) => ({
      title: one.title,
      run: async () => {
        const config = await readConfig<C>(plugin, one)
        const result = renderPurely(plugin, one.document, config)
        if ('refused' in result) {
          assert.deepEqual(rulesOf(result.refused), one.refused, 'is refused')
          return
        }
        assert.equal(one.refused, undefined, 'should be refused')
        const text = textOf(result)
        for (const part of one.says ?? [])
          assert.ok(text.includes(part), `does not say ${part}:\n${text}`)
        if (!one.problems) return
        assert.ok(plugin.check, 'has no check()')
        const { document } = one
        const problems = callPurely('check()', () => plugin.check!(document, config))
        assert.deepEqual(rulesOf(problems), one.problems)
      },
    })),
  ]
}

const rulesOf = (problems: readonly DocumentProblem[]) => problems.map(({ rule }) => rule)

const textOf = ({ bytes }: RenderedDocument) =>
  typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)

function renderPurely<C>(plugin: DocumentFormat<C>, document: TaxDocument, config: C) {
  deepFreeze(document)
  const result = callPurely('render()', () => plugin.render(document, config))
  assertRendered(result)
  if (plugin.check)
    assertDocumentProblems(callPurely('check()', () => plugin.check!(document, config)))
  return result
}
