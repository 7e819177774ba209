import type { LeadView } from '#sdk'
import { answerPathProblem } from '#sdk/rule_shape'
import { ADDRESS_PARTS, type Entity, type Field, type FieldType } from '#entities/types'
import {
  type AnswerSubject,
  type Reader,
  answerReader,
  leadReader,
  partReader,
  valueReader,
} from '#routing/read_field'

export type { AnswerSubject } from '#routing/read_field'

/** What a rule may ask of its subject. `any` is a value nobody has declared: it is compared by what it is. */
export interface RuleSchema<S> {
  /** null: there is no such field. */
  typeOf(field: string): FieldType | 'any' | null
  read(subject: S, field: string): unknown
  /** The field's reader, made once per rule; absent: `read` is used. */
  reader?(field: string): Reader<S>
  /** Values of encrypted fields are never shown in traces. */
  masked?(field: string): boolean
  /** Ends a sentence about a field that is not there. */
  hint?(field: string): string
}

const LEAD_TYPES: Record<string, FieldType> = {
  'lead.id': 'text',
  'lead.source': 'text',
  'lead.created_at': 'datetime',
  'lead.test': 'checkbox',
  'lead.stage': 'text',
}

/** How a lead stands by now: asked where it is read anew, not of leads that are just coming in. */
const STANDING_TYPES: Record<string, FieldType> = {
  'lead.status': 'text',
  'lead.assignee': 'text',
  'lead.tags': 'multi_select',
}

const ADDRESS_TYPES = Object.fromEntries(
  ADDRESS_PARTS.map((part) => [
    part,
    part === 'latitude' || part === 'longitude' ? 'number' : 'text',
  ])
) as Record<string, FieldType>
const PART_TYPES: Partial<Record<FieldType, Record<string, FieldType>>> = {
  address: ADDRESS_TYPES,
  money: { amount: 'number', currency: 'text' },
  file: { name: 'text', type: 'text', size: 'number', url: 'url' },
}
const SHOWN = 20

interface Place {
  type: FieldType
  masked: boolean
  read: Reader<LeadView>
}

/**
 * Field keys, parts (`address.state`, `budget.currency`, `contract.size`), and `lead.id|source|created_at|test|stage`;
 * `standing`: `lead.status|assignee|tags` as well.
 */
export function entityRuleSchema(entity: Entity, { standing = false } = {}): RuleSchema<LeadView> {
  const known = standing ? { ...LEAD_TYPES, ...STANDING_TYPES } : LEAD_TYPES
  const places = new Map<string, Place>()
  for (const field of entity.fields)
    for (const [name, place] of placesOf(field)) places.set(name, place)
  for (const [name, type] of Object.entries(known)) {
    const read = leadReader(name.slice('lead.'.length))
    if (read) places.set(name, { type, masked: false, read })
  }
  const reader = (field: string): Reader<LeadView> => places.get(field)?.read ?? (() => undefined)
  return {
    typeOf: (field) => places.get(field)?.type ?? null,
    read: (lead, field) => reader(field)(lead),
    reader,
    masked: (field) => places.get(field)?.masked ?? false,
    hint: () => {
      const keys = [...entity.fields.map(({ key }) => key), ...Object.keys(known)]
      return `known here: ${keys.slice(0, SHOWN).join(', ')}${keys.length > SHOWN ? ', …' : ''}`
    },
  }
}

function placesOf({ key, type, encrypted: masked }: Field): [string, Place][] {
  const parts = Object.entries(PART_TYPES[type] ?? {})
  return [
    [key, { type, masked, read: valueReader(key) }],
    ...parts.map(([part, of]): [string, Place] => [
      `${key}.${part}`,
      { type: of, masked, read: partReader(key, part) },
    ]),
  ]
}

/** A partner's answer: `status`, `headers.x`, `body.a.b[0].c`, `text`, all untyped. */
export const answerRuleSchema: RuleSchema<AnswerSubject> = {
  typeOf: (field) => (answerPathProblem(field) === null ? 'any' : null),
  read: (answer, field) => answerReader(field)(answer),
  reader: answerReader,
  hint: (field) => answerPathProblem(field) ?? '',
}
