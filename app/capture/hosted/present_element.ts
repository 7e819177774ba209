import { fieldNamed } from '#capture/forms/asked_fields'
import { type Answer, inputName, isUpload } from '#capture/forms/answers'
import { type AnswerProblem, isRequired } from '#capture/forms/check_answers'
import { acceptedTypes, mostBytes, typeNames } from '#capture/forms/file_rules'
import type { FieldElement } from '#capture/forms/form_document'
import type { HostedWords } from '#capture/forms/hosted_words'
import { COUNTRY_CODES } from '#capture/hosted/country_codes'
import type { AddressPart, Entity, Field, FieldType } from '#entities/types'

export interface DrawnInput {
  control: 'input' | 'textarea' | 'select' | 'choices' | 'box' | 'file'
  name: string
  id: string
  label: string
  required: boolean
  value: string
  type: string
  inputmode: string
  autocomplete: string
  placeholder: string
  maxlength: number
  /** Of choices: one may be chosen, or several. */
  several: boolean
  cards: boolean
  options: { id: string; value: string; label: string; chosen: boolean }[]
  accept: string
  hint: string
  file: string
  suffix: string
  problem: string
}

const INPUTS: Partial<
  Record<FieldType, { type: string; inputmode?: string; autocomplete?: string }>
> = {
  email: { type: 'email', inputmode: 'email', autocomplete: 'email' },
  phone: { type: 'tel', inputmode: 'tel', autocomplete: 'tel' },
  number: { type: 'text', inputmode: 'decimal' },
  money: { type: 'text', inputmode: 'decimal' },
  url: { type: 'url', inputmode: 'url', autocomplete: 'url' },
  date: { type: 'date' },
  datetime: { type: 'datetime-local' },
}

const PART_AUTOCOMPLETE: Partial<Record<AddressPart, string>> = {
  street: 'address-line1',
  postal_code: 'postal-code',
  city: 'address-level2',
  state: 'address-level1',
  country: 'country',
}

/** What browsers fill in by themselves, by what fields are usually called. */
const NAMES: [RegExp, string][] = [
  [/^(first_?name|given_?name|vorname)$/, 'given-name'],
  [/^(last_?name|surname|family_?name|nachname)$/, 'family-name'],
  [/^(name|full_?name)$/, 'name'],
  [/^(company|firma|organi[sz]ation)$/, 'organization'],
  [/^(zip|zip_?code|postal_?code|postcode|plz)$/, 'postal-code'],
  [/^(city|town|ort|stadt)$/, 'address-level2'],
  [/^(street|strasse|address_?line_?1)$/, 'address-line1'],
]

const autocompleteOf = ({ key, type }: Field): string =>
  INPUTS[type]?.autocomplete ?? NAMES.find(([name]) => name.test(key))?.[1] ?? ''

/** From so many options on a menu is shorter than a list. */
const MANY_OPTIONS = 7

interface Drawing {
  entity: Entity
  words: HostedWords
  language: string
  currency: string
  problems: readonly AnswerProblem[]
}

const plain = (name: string, label: string): DrawnInput => ({
  ...{
    control: 'input',
    name,
    id: name.replace(/[^\w-]/g, '-'),
    label,
    required: false,
    value: '',
  },
  ...{ type: 'text', inputmode: '', autocomplete: '', placeholder: '', maxlength: 1_000 },
  ...{ several: false, cards: false, options: [], accept: '', hint: '', file: '', suffix: '' },
  problem: '',
})

/** The inputs of a field: one, or one for each part of an address that is asked as a whole. */
export function presentInputs(
  element: FieldElement,
  answer: Answer | undefined,
  drawing: Drawing
): DrawnInput[] {
  const found = fieldNamed(drawing.entity, element.field)
  if (!found) return []
  const { field, part } = found
  const { words } = drawing
  const base = {
    ...plain(inputName(element.key), labelOf(element, field, part, words)),
    ...{ required: isRequired(drawing.entity, element), placeholder: element.placeholder ?? '' },
    ...{
      problem: problemAt(drawing, element.key, undefined, isChosen(field, element)),
      value: typeof answer === 'string' ? answer : '',
    },
  }
  if (part) return [asPart(base, part, drawing)]
  if (field.type === 'address') return partsOf(element, answer, base.required, drawing)
  const chosen = Array.isArray(answer) ? answer : [base.value]
  switch (field.type) {
    case 'long_text':
      return [{ ...base, control: 'textarea', maxlength: 10_000 }]
    case 'select':
    case 'multi_select':
      return [choices(base, element, field, chosen, words)]
    case 'checkbox':
      return [element.control ? yesNo(base, element, words) : { ...base, control: 'box' }]
    case 'file':
      return [fileInput(base, element, answer, words)]
    default:
      return [
        {
          ...{ ...base, inputmode: '', ...INPUTS[field.type] },
          autocomplete: autocompleteOf(field),
          suffix: field.type === 'money' ? drawing.currency : '',
        },
      ]
  }
}

const labelOf = (
  element: FieldElement,
  field: Field,
  part: AddressPart | null,
  words: HostedWords
): string => element.label ?? (part ? words.parts[part] : field.label)

const problemAt = (
  { problems, words }: Drawing,
  key: string,
  part?: string,
  isChosen = false
): string => {
  const found = problems.find((one) => one.element === key && (!part || one.part === part))
  // Nobody can write into a list of options.
  const rule = isChosen && found?.rule === 'required' ? 'choice' : found?.rule
  return rule ? words.problem(rule) : ''
}

const isChosen = ({ type }: Field, { control }: FieldElement): boolean =>
  type === 'select' || type === 'multi_select' || (type === 'checkbox' && control !== undefined)

function choices(
  base: DrawnInput,
  { control, option_labels: labels = {} }: FieldElement,
  { options, type }: Field,
  chosen: readonly string[],
  words: HostedWords
): DrawnInput {
  const several = type === 'multi_select'
  const list = (options ?? []).map((value, i) => ({
    ...{ id: `${base.id}-${i}`, value, label: labels[value] ?? value },
    chosen: chosen.includes(value),
  }))
  const menu = control ? control === 'menu' : list.length > MANY_OPTIONS
  if (menu && !several)
    return {
      ...{ ...base, control: 'select' },
      options: [{ id: '', value: '', label: words.choose, chosen: false }, ...list],
    }
  return { ...base, control: 'choices', several, cards: control === 'buttons', options: list }
}

const yesNo = (
  base: DrawnInput,
  { control, option_labels: labels = {} }: FieldElement,
  words: HostedWords
): DrawnInput => ({
  ...{ ...base, control: control === 'menu' ? 'select' : 'choices', cards: control === 'buttons' },
  options: (['yes', 'no'] as const).map((value) => ({
    ...{ id: `${base.id}-${value}`, value, chosen: base.value === value },
    label: labels[value] ?? labels[String(value === 'yes')] ?? words[value],
  })),
})

const fileInput = (
  base: DrawnInput,
  element: FieldElement,
  answer: Answer | undefined,
  words: HostedWords
): DrawnInput => ({
  ...{ ...base, control: 'file', accept: acceptedTypes(element).join(',') },
  file: isUpload(answer) ? answer.name : '',
  hint: words.fileTypes(typeNames(element), Math.floor(mostBytes(element) / 1024 / 1024)),
})

/** A part on its own, or one of several. */
function asPart(base: DrawnInput, part: AddressPart, { language }: Drawing): DrawnInput {
  const autocomplete = PART_AUTOCOMPLETE[part] ?? ''
  if (part !== 'country') return { ...base, autocomplete, maxlength: 200 }
  const names = new Intl.DisplayNames(language, { type: 'region' })
  const countries = COUNTRY_CODES.map((value) => ({
    ...{ id: '', value, label: names.of(value) ?? value, chosen: base.value === value },
  })).sort((a, b) => a.label.localeCompare(b.label, language))
  const none = { id: '', value: '', label: '', chosen: false }
  return { ...base, autocomplete, control: 'select', options: [none, ...countries] }
}

const WHOLE: AddressPart[] = ['street', 'number', 'postal_code', 'city', 'country']

function partsOf(
  element: FieldElement,
  answer: Answer | undefined,
  required: boolean,
  drawing: Drawing
): DrawnInput[] {
  const values = typeof answer === 'object' ? (answer as Record<string, string>) : {}
  const first = problemAt(drawing, element.key)
  return WHOLE.map((part, i) => {
    const input = plain(inputName(element.key, part), drawing.words.parts[part])
    const own = problemAt(drawing, element.key, part)
    const whole = i === 0 && !drawing.problems.some((one) => one.part) ? first : ''
    return asPart(
      { ...input, required, value: values[part] ?? '', problem: own || whole },
      part,
      drawing
    )
  })
}
