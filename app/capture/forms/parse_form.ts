import {
  CHOICE_CONTROLS,
  FORM_LANGUAGES,
  type FormDocument,
  type FormElement,
  MAX_ELEMENTS,
  MAX_STEPS,
} from '#capture/forms/form_document'
import type { Rule } from '#sdk/rule'
import { type Problem, type Result, fail, ok } from '#shared/result'
import {
  type Shape,
  at,
  bool,
  custom,
  integer,
  isObject,
  list,
  number,
  object,
  oneOf,
  optional,
  text,
} from '#shared/shape'

/** Words of whoever builds the form. They may be empty while it is being built: `checkForm` says what is missing. */
const words = (max: number): Shape<string> =>
  custom({ type: 'string', maxLength: max }, (value, path) => {
    const refuse = (rule: string, message: string) => fail([{ field: path, rule, message }])
    if (typeof value !== 'string') return refuse('string', 'must be text')
    if (value.length > max) return refuse('max', `must have at most ${max} characters`)
    if (/[^\P{Cc}\n\r\t]/u.test(value)) return refuse('text', 'must not have control characters')
    return ok(value)
  })

const KEY = '^[a-z0-9][a-z0-9_]{0,39}$'
const partKey = () =>
  text({
    max: 40,
    rule: 'key',
    pattern: KEY,
    check: (key) =>
      new RegExp(KEY).test(key) ? null : 'must be small letters, digits and "_", such as "s1"',
  })

const PARAMETER = '^[A-Za-z][A-Za-z0-9_.-]{0,63}$'
const parameter = () =>
  text({
    max: 64,
    rule: 'parameter',
    pattern: PARAMETER,
    check: (name) =>
      new RegExp(PARAMETER).test(name) ? null : 'must be the name of a parameter, such as "zip"',
  })

const MEDIA = '^[a-z]+/(\\*|[a-z0-9][a-z0-9.+-]*)$'
const mediaType = () =>
  text({
    max: 100,
    rule: 'media_type',
    pattern: MEDIA,
    check: (type) =>
      new RegExp(MEDIA).test(type) ? null : 'must be a media type, such as "image/*"',
  })

const colour = () =>
  text({
    max: 7,
    rule: 'colour',
    pattern: '^#[0-9A-Fa-f]{6}$',
    check: (value) => (/^#[0-9a-f]{6}$/i.test(value) ? null : 'must be a colour such as "#0F766E"'),
  })

/** A rule may be half written as well; it is read when the form is checked. */
const rule: Shape<Rule> = custom({ type: 'object' }, (value, path) =>
  isObject(value)
    ? ok(value as unknown as Rule)
    : fail([{ field: path, rule: 'rule', message: 'must be a rule' }])
)

const labels: Shape<Record<string, string>> = custom(
  { type: 'object', additionalProperties: { type: 'string', maxLength: 200 } },
  (value, path) => {
    if (!isObject(value))
      return fail([{ field: path, rule: 'object', message: 'must be an object' }])
    const problems: Problem[] = []
    const read = new Map<string, string>()
    for (const [key, label] of Object.entries(value)) {
      const one = words(200).parse(label, at(path, key), problems)
      if (one !== undefined) read.set(key, one)
    }
    if (read.size > 500)
      problems.push({ field: path, rule: 'max', message: 'must have at most 500 entries' })
    return problems.length > 0 ? fail(problems) : ok(Object.fromEntries(read))
  }
)

const fieldElement = object({
  type: oneOf(['field']),
  key: partKey(),
  field: text({ max: 90 }),
  label: optional(words(300)),
  help: optional(words(1000)),
  placeholder: optional(words(200)),
  required: optional(bool()),
  width: optional(oneOf(['full', 'half'])),
  control: optional(oneOf(CHOICE_CONTROLS)),
  option_labels: optional(labels),
  accept: optional(list(mediaType(), { max: 20 })),
  max_mb: optional(number(0.1, 5)),
  value: optional(words(2000)),
  from_query: optional(parameter()),
  hidden: optional(bool()),
  show_when: optional(rule),
})

const textElement = object({
  type: oneOf(['text']),
  key: partKey(),
  heading: optional(words(300)),
  text: words(10_000),
  show_when: optional(rule),
})

const consentElement = object({
  type: oneOf(['consent']),
  key: partKey(),
  text: words(5000),
  required: bool(),
  show_when: optional(rule),
})

const ELEMENTS: Record<string, Shape<FormElement>> = {
  field: fieldElement,
  text: textElement,
  consent: consentElement,
}

/** The one of several objects that `type` names. */
const byType = <T>(shapes: Record<string, Shape<T>>): Shape<T> =>
  custom(
    { oneOf: Object.values(shapes).map(({ schema }) => schema) },
    (value, path): Result<T, Problem[]> => {
      const problems: Problem[] = []
      const type = isObject(value) ? value.type : undefined
      const known = typeof type === 'string' && Object.hasOwn(shapes, type) ? shapes[type] : null
      if (!known) {
        const message = `must be one of ${Object.keys(shapes).join(', ')}`
        return fail([{ field: at(path, 'type'), rule: 'enum', message }])
      }
      const read = known.parse(value, path, problems)
      return read === undefined || problems.length > 0 ? fail(problems) : ok(read)
    }
  )

const step = object({
  key: partKey(),
  title: optional(words(300)),
  intro: optional(words(3000)),
  elements: list(byType(ELEMENTS), { max: MAX_ELEMENTS }),
  button: optional(words(80)),
  show_when: optional(rule),
})

const AFTER: Record<string, Shape<FormDocument['after']>> = {
  page: object({ type: oneOf(['page']), title: words(300), text: words(5000) }),
  redirect: object({ type: oneOf(['redirect']), url: words(2000) }),
}

/** A form's document; `parseForm` reads it whole. */
export const formShape: Shape<FormDocument> = object({
  schema: integer(1, 1) as Shape<1>,
  language: oneOf(FORM_LANGUAGES),
  title: optional(words(300)),
  intro: optional(words(3000)),
  steps: list(step, { max: MAX_STEPS }),
  submit: optional(words(80)),
  after: byType(AFTER),
  double_opt_in: optional(
    object({ field: words(90), subject: words(200), text: words(5000), button: words(80) })
  ),
  partial: optional(bool()),
  guard: optional(oneOf(['normal', 'strict'])),
  origins: optional(list(words(300), { max: 50 })),
  profile: optional(text({ max: 64 })),
  source: optional(text({ max: 255 })),
  look: optional(
    object({
      accent: optional(colour()),
      background: optional(oneOf(['page', 'panel', 'none'])),
      show_logo: optional(bool()),
      progress: optional(oneOf(['bar', 'steps', 'none'])),
    })
  ),
})

/** Steps and elements are told apart by their keys: none is there twice, in the whole document. */
function repeatedKeys({ steps }: FormDocument, path: string): Problem[] {
  const seen = new Set<string>()
  const problems: Problem[] = []
  const see = (key: string, place: string) => {
    if (seen.has(key))
      problems.push({ field: at(place, 'key'), rule: 'unique', message: `"${key}" is there twice` })
    seen.add(key)
  }
  steps.forEach((one, i) => {
    const place = at(at(path, 'steps'), i)
    see(one.key, place)
    one.elements.forEach((element, k) => see(element.key, at(at(place, 'elements'), k)))
  })
  return problems
}

/**
 * Reads an untrusted document: types, unknown keys, keys that are there twice, each problem with its path
 * (`steps[0].elements[2].field`). What is read may be a draft, with words missing and rules half written: whether it can
 * be published is `checkForm`'s to say.
 */
export function parseForm(value: unknown, path = ''): Result<FormDocument, Problem[]> {
  const problems: Problem[] = []
  const read = formShape.parse(value, path, problems)
  if (!read || problems.length > 0) return fail(problems)
  const elements = read.steps.reduce((sum, one) => sum + one.elements.length, 0)
  if (elements > MAX_ELEMENTS) {
    const message = `must have at most ${MAX_ELEMENTS} elements in all`
    problems.push({ field: at(path, 'steps'), rule: 'max', message })
  }
  problems.push(...repeatedKeys(read, path))
  return problems.length > 0 ? fail(problems) : ok(read)
}
