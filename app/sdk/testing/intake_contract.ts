import assert from 'node:assert/strict'
import type { IntakeAnswer, IntakeRequest, IntakeResult, IntakeShape } from '#sdk'
import { answerProblem, readingProblem } from '#sdk/intake'
import {
  type Case,
  type Check,
  assertParts,
  commonChecks,
  readConfig,
} from '#sdk/testing/common_contract'
import { fakeIntakeRequest, fakeIntakeResult, fakeRefusal } from '#sdk/testing/fake_intake'
import { callPurely, deepFreeze } from '#sdk/testing/purity'

export interface IntakeCase extends Case {
  request?: IntakeRequest
  /** What must be read, values and all. */
  values?: Record<string, unknown>
  /** Parts of what else must be read. */
  lead?: { evidence?: Record<string, string>; test?: boolean; ping?: string }
  /** Parts of how the request must be refused. */
  refused?: Partial<IntakeAnswer>
  result?: IntakeResult
  /** Parts of how the result must be answered. */
  answer?: Partial<IntakeAnswer>
}

const KEYS = ['__proto__', 'constructor', 'toString']
/** What nobody should send, and somebody does. */
const ODD: IntakeRequest[] = [
  ...['GET', 'HEAD', 'PUT', 'OPTIONS', 'TRACE'].map((method) =>
    fakeIntakeRequest({ method, headers: {} })
  ),
  ...['', '{', '[]', 'null', '<a>', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '%ff=%zz'].flatMap(
    (body) =>
      ['application/json', 'text/xml', 'application/x-www-form-urlencoded', 'a', ''].map((type) =>
        fakeIntakeRequest({ body, headers: { 'content-type': type, 'accept': type } })
      )
  ),
  ...KEYS.map((key) =>
    fakeIntakeRequest({ body: `${key}=1&${key}.polluted=1`, query: `${key}=1` })
  ),
  fakeIntakeRequest({ does: 'ping', body: 'a=1', query: '&&=&a=%00&a=b&a=c' }),
]

const RESULTS: IntakeResult[] = [
  fakeIntakeResult(),
  fakeIntakeResult({ duplicate: true, distribution: null, price: null }),
  fakeIntakeResult({ distribution: 'unsold', price: null, reason: 'no_eligible_partner' }),
  fakeIntakeResult({ distribution: 'pending', price: null }),
  fakeIntakeResult({
    lead: null,
    created_at: null,
    ping: { id: 'ping_1', expires_at: '2026-11-27T12:01:00.000Z' },
  }),
  fakeRefusal(),
  fakeRefusal({ reason: 'a "quote", a <tag> & a\r\nline', problems: [] }),
  fakeRefusal({ outcome: 'failed', reason: null, problems: [] }),
]

export function intakeContract<C>(plugin: IntakeShape<C>, cases: IntakeCase[]): Check[] {
  return [
    ...commonChecks(plugin, 'intake', cases),
    {
      title: 'reads or refuses whatever comes, and pollutes nothing',
      run: async () => {
        for (const one of cases) {
          const config = await readConfig<C>(plugin, one)
          for (const request of ODD) read(plugin, request, config)
        }
        assert.equal(({} as { polluted?: unknown }).polluted, undefined)
      },
    },
    {
      title: 'words an answer to every result',
      run: async () => {
        for (const one of cases) {
          const config = await readConfig<C>(plugin, one)
          for (const result of RESULTS)
            for (const does of ['submit', 'ping'] as const)
              answer(plugin, result, fakeIntakeRequest({ does }), config)
        }
      },
    },
    ...cases.map((one) => ({ title: one.title, run: () => runCase(plugin, one) })),
  ]
}

function read<C>(plugin: IntakeShape<C>, request: IntakeRequest, config: C) {
  const frozen = deepFreeze(request)
  const reading = callPurely('read', () => plugin.read(frozen, config))
  assert.equal(readingProblem(reading), null)
  return reading
}

function answer<C>(
  plugin: IntakeShape<C>,
  result: IntakeResult,
  request: IntakeRequest,
  config: C
) {
  const [known, asked] = [deepFreeze(result), deepFreeze(request)]
  const given = callPurely('answer', () => plugin.answer(known, asked, config))
  assert.equal(answerProblem(given), null)
  return given
}

async function runCase<C>(plugin: IntakeShape<C>, one: IntakeCase): Promise<void> {
  const config = await readConfig<C>(plugin, one)
  const request = one.request ?? fakeIntakeRequest()
  if (one.result) {
    const given = answer(plugin, one.result, request, config)
    if (one.answer) assertParts(given, one.answer)
    return
  }
  const reading = read(plugin, request, config)
  if (one.refused) {
    assert.ok('refuse' in reading, 'should be refused')
    assertParts(reading.refuse, one.refused)
    return
  }
  assert.ok('lead' in reading, 'should be read')
  if (one.values) assert.deepEqual(JSON.parse(JSON.stringify(reading.lead.values)), one.values)
  if (one.lead) assertParts(reading.lead, one.lead)
}
