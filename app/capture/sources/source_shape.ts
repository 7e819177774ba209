import type { DuplicateAction } from '#entities/types'
import { keyText } from '#shared/common_shapes'
import { LOCALES, type Locale } from '#shared/locales'
import type { Problem } from '#shared/result'
import {
  type JsonSchema,
  type Shape,
  bool,
  isObject,
  list,
  object,
  oneOf,
  optional,
  text,
} from '#shared/shape'
import type { SourceStatus } from '#capture/sources/types'

/** A source as people and programs write it. What is absent is as it is without having been said. */
export interface SourceForm {
  key: string
  /** The key, where there is none. */
  name?: string
  entity: string
  status?: SourceStatus
  /** Key of the supplier it belongs to; absent: nobody is paid for its leads. */
  supplier?: string
  duplicate?: DuplicateAction
  profile?: string
  hidden?: string[]
  fixed?: Record<string, unknown>
  allowed?: Record<string, string[]>
  posting?: {
    public?: boolean
    language?: Locale
    title?: string
    intro?: string
    instructions?: string
    test?: boolean
  }
}

export const SOURCE_KEY_MAX = 120

/** Any one line of text, for it is what comes on leads; `.` and `..` mean something else in an address. */
const sourceKey = () =>
  text({
    max: SOURCE_KEY_MAX,
    rule: 'key',
    check: (value) =>
      [...value].some((char) => char < ' ') || !value.isWellFormed() || /^\.{1,2}$/.test(value)
        ? 'must be one line of text, such as "google-ads"'
        : null,
  })

/** An object whose keys are those of fields; their values are read by `item`. */
function byField<T>(item: Shape<T>): Shape<Record<string, T>> {
  return {
    schema: { type: 'object', additionalProperties: item.schema } as JsonSchema,
    parse(value, path, problems) {
      if (!isObject(value)) {
        problems.push({ field: path, rule: 'object', message: 'must be an object of field keys' })
        return undefined
      }
      const read: Record<string, T> = {}
      for (const key of Object.keys(value).slice(0, 500)) {
        if (!/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(key)) {
          problems.push({ field: path, rule: 'key', message: `"${key.slice(0, 64)}" is no field` })
          continue
        }
        const one = item.parse(value[key], `${path}.${key}`, problems)
        if (one !== undefined) read[key] = one
      }
      return read
    },
  }
}

const anything: Shape<unknown> = { schema: {}, parse: (value) => value }
/** Paragraphs. */
const words = () => text({ max: 5_000 })

export const sourceShape: Shape<SourceForm> = object({
  key: sourceKey(),
  name: optional(text()),
  entity: keyText(),
  status: optional(oneOf(['active', 'paused'])),
  supplier: optional(keyText()),
  duplicate: optional(oneOf(['skip', 'update', 'create', 'reject'])),
  profile: optional(keyText()),
  hidden: optional(list(text({ max: 64 }), { max: 500 })),
  fixed: optional(byField(anything)),
  allowed: optional(byField(list(text(), { max: 500 }))),
  posting: optional(
    object({
      public: optional(bool()),
      language: optional(oneOf(LOCALES)),
      title: optional(text({ max: 120 })),
      intro: optional(words()),
      instructions: optional(words()),
      test: optional(bool()),
    })
  ),
})

/** Reads a source. Adds to `problems` what is wrong with it. */
export const parseSource = (value: unknown, problems: Problem[]): SourceForm | undefined =>
  sourceShape.parse(value, '', problems)
