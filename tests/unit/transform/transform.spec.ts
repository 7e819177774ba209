import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  leadNameOf,
  offerInScript,
  offerInTemplate,
} from '../../../resources/code/complete_code.js'
import { diffValues, valueText } from '../../../resources/transform/diff_values.js'
import { sayFault } from '../../../resources/transform/say_fault.js'
import type { FaultType } from '../../../resources/transform/types.js'

const completions = [
  { label: 'lead.email', detail: 'E-mail' },
  { label: 'lead.home', detail: 'Home' },
  { label: 'lead.home.city', detail: 'Home' },
]
const offered = (before: string, code = 'export default (lead) => ({ ...lead })') =>
  offerInScript(before, code, completions)?.options.map(({ label }) => label) ?? null

test.group('Names offered in a script', () => {
  test('a lead is known by what the script calls it', ({ assert }) => {
    for (const [code, name] of [
      ['export default (lead) => lead', 'lead'],
      ['export default async (row) => row', 'row'],
      ['export default values => values', 'values'],
      ['export default function (it, more) {', 'it'],
      ['export default async function change( l ) {', 'l'],
      ['const x = 1', 'lead'],
      ['export default ({ email, ...rest }) => rest', null],
    ] as const)
      assert.equal(leadNameOf(code), name, code)
  })

  test('fields stand behind its dot, parts behind a field, and nothing behind other names', ({
    assert,
  }) => {
    assert.deepEqual(offered('  phone: lead.'), ['email', 'home'])
    assert.deepEqual(offered('lead.home.ci'), ['city'])
    assert.deepEqual(offered('lead.home?.'), ['city'])
    assert.deepEqual(offered('row.', 'export default (row) => row'), ['email', 'home'])
    assert.isNull(offered('lead.', 'export default (row) => row'))
    assert.isNull(offered('Math.'))
    assert.isNull(offered('lead.email.'))
    assert.deepEqual(offered('le'), ['lead'])
    assert.isNull(offered('l'))
    assert.equal(offerInScript('x = lead.ho', '', completions)?.from, 'x = lead.'.length)
  })

  test('in a template braces are closed once', ({ assert }) => {
    const apply = (before: string, after: string) =>
      offerInTemplate(before, after, completions)?.options[0].apply
    assert.equal(apply('{{', ''), ' lead.email }}')
    assert.equal(apply('{{ le', ''), 'lead.email }}')
    assert.equal(apply('{{ lead.', ' }}'), 'lead.email')
    assert.equal(apply('lead.', ''), 'lead.email')
    assert.isUndefined(apply('word', ''))
  })
})

test.group('What a script changed', () => {
  test('value by value, parts of an address by themselves; "240" is not 240', ({ assert }) => {
    const input = { phone: '1-2', bill: '240', home: { city: 'Bonn', state: 'NW' }, fax: null }
    const output = { phone: '12', bill: 240, home: { city: 'Bonn' }, score: 7 }
    assert.deepEqual(diffValues(input, output), [
      { path: 'phone', kind: 'changed', from: '1-2', to: '12' },
      { path: 'bill', kind: 'changed', from: '240', to: 240 },
      { path: 'home.state', kind: 'removed', from: 'NW' },
      { path: 'score', kind: 'added', to: 7 },
    ])
    assert.equal(valueText('240'), '"240"')
    assert.equal(valueText(240), '240')
  })

  test('of a lead that comes back as it went nothing has changed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (values) => {
        const copy = JSON.parse(JSON.stringify(values)) as Record<string, unknown>
        return diffValues(values, copy).length === 0
      })
    )
  })
})

test.group('Why a script failed', () => {
  const t = (key: string, values?: Record<string, unknown>) =>
    `${key}${values?.line ? `@${values.line}` : ''}`
  const say = (type: FaultType, message: string, line: number | null = null) =>
    sayFault({ type, message, line }, t)

  test('mistakes name their line and keep their own words', ({ assert }) => {
    assert.deepEqual(say('error', 'TypeError: x', 3), {
      text: 'transform.fault.error_at@3',
      detail: 'TypeError: x',
    })
    assert.equal(say('syntax', 'SyntaxError: Unexpected', null).text, 'transform.fault.syntax')
  })

  test('what the sandbox says by itself has words of its own', ({ assert }) => {
    const own = 'the code must "export default" a function that takes the lead'
    assert.deepEqual(say('error', own), { text: 'transform.fault.no_export', detail: null })
    assert.deepEqual(say('timeout', 'did not end within 1000 ms'), {
      text: 'transform.fault.timeout',
      detail: null,
    })
    assert.equal(say('bad_output', 'must return a plain object').text, 'transform.fault.no_object')
  })
})
