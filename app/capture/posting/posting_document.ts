import { sampleValues } from '#entities/sample_values'
import type { AcceptContext, Entity } from '#entities/types'
import type { Locale } from '#shared/locales'
import type { PostingSettings } from '#capture/sources/types'
import type { SourceRules } from '#intake/bind_source'
import { sampleAnswers } from '#capture/posting/answers'
import { type Example, examplesOf, formCurl, json } from '#capture/posting/examples'
import { type FieldRow, fieldRows, fixedRows, seenBy } from '#capture/posting/field_rows'
import { type PostingWords, filled, postingWords } from '#capture/posting/words/words'

export interface PostingInput {
  /** Name of who gets the leads. */
  account: string
  source: { name: string; paused: boolean }
  entity: Entity
  rules: SourceRules
  posting: PostingSettings
  context: AcceptContext
  /** Where addresses begin, without a slash at the end. */
  base: string
  /** Requests a second with one key; 0: no limit. */
  limit: number
  /** When fields were changed last, and the time of examples; ms since the epoch. */
  changedAt: number
  now: number
}

/** All that a posting document says, in its language. Nothing of it is secret and none of it is anybody's. */
export interface PostingDocument {
  language: Locale
  words: PostingWords
  title: string
  subtitle: string
  intro: string[]
  instructions: string[]
  account: string
  paused: boolean
  urls: { leads: string; intake: string; bulk: string }
  /** Label, and what stands beside it. */
  facts: { label: string; text: string; code: boolean }[]
  authText: string
  bulkText: string
  fields: FieldRow[]
  fixed: { key: string; label: string; text: string }[]
  examples: Example[]
  formExample: string
  formAnswer: string
  statuses: [status: string, text: string][]
  answers: { title: string; text: string }[]
  duplicates: string[]
  consent: string
  testable: boolean
  /** What is posted from the page to begin with. */
  testBody: string
  changed: string
}

/** Builds the document of a source. Pure. */
export function postingDocument(input: PostingInput): PostingDocument {
  const { account, source, entity, rules, posting, context, base, limit, now } = input
  const words = postingWords(posting.language)
  const fields = seenBy(entity, rules)
  const sample = sampleValues({ fields }, { currency: context.currency, now })
  const urls = {
    leads: `${base}/api/v1/leads`,
    intake: `${base}/api/v1/intake`,
    bulk: `${base}/api/v1/leads/bulk`,
  }
  const day = (ms: number) =>
    new Intl.DateTimeFormat(posting.language, {
      ...{ dateStyle: 'long', timeZone: context.timeZone ?? 'UTC' },
    }).format(ms)
  const consent = {
    text: words.consentSample,
    version: '3',
    at: `${new Date(now).toISOString().slice(0, 10)}T10:00:00Z`,
    ip: '203.0.113.9',
  }
  const lead = { entity: entity.key, external_id: 'A-1001', values: sample, consent }
  const tested = { entity: entity.key, values: sample }
  const answers = sampleAnswers({ entity, fields, rules, sample, lead, context, now, words })
  const key = words.yourKey
  return {
    ...{ language: posting.language, words, account, urls, paused: source.paused },
    title: posting.title ?? words.title,
    subtitle: filled(words.titleFor, { entity: entity.name, source: source.name }),
    intro: paragraphs(posting.intro),
    instructions: paragraphs(posting.instructions),
    facts: [
      { label: words.fact.receiver, text: account, code: false },
      { label: words.fact.endpoint, text: `POST ${urls.leads}`, code: true },
      { label: words.fact.format, text: words.fact.formats, code: false },
      { label: words.fact.auth, text: words.fact.authShort, code: false },
      ...(limit
        ? [{ label: words.fact.limit, text: filled(words.fact.limits, { n: limit }), code: false }]
        : []),
      { label: words.fact.changed, text: day(input.changedAt), code: false },
    ],
    authText: filled(words.auth.text, { account }),
    bulkText: filled(words.send.bulk, { url: urls.bulk }),
    fields: fieldRows(fields, {
      ...{ words, sample, currency: context.currency },
      country: countryName(context.country, posting.language),
    }),
    fixed: fixedRows(entity, rules, words),
    examples: examplesOf({ url: urls.leads, key, body: lead }),
    formExample: formCurl({ url: urls.intake, key, body: flat(entity.key, sample) }),
    ...answers,
    consent: json({ consent }),
    testable: posting.test,
    testBody: json(tested),
    changed: day(input.changedAt),
  }
}

const paragraphs = (text: string | undefined) =>
  (text ?? '')
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter(Boolean)

function countryName(code: string | null, language: Locale): string {
  if (!code) return ''
  return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code
}

/** As a form has it: parts of an address under keys of their own, amounts and lists as text. */
function flat(entity: string, sample: Record<string, unknown>): Record<string, unknown> {
  const fields: Record<string, unknown> = { entity }
  for (const [key, value] of Object.entries(sample)) {
    if (Array.isArray(value)) fields[key] = value.join(',')
    else if (typeof value !== 'object' || value === null) fields[key] = value
    else if ('amount' in value && 'currency' in value)
      fields[key] = `${String(value.amount)} ${String(value.currency)}`
    else
      for (const [part, one] of Object.entries(value as Record<string, unknown>))
        fields[`${key}_${part}`] = one
  }
  return fields
}
