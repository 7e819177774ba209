import type { FieldType } from '#entities/types'
import { ANY } from '#routing/operators/any'
import { CHECKBOX } from '#routing/operators/booleans'
import type { Operators } from '#routing/operators/built'
import { LIST } from '#routing/operators/lists'
import { MONEY, NUMBER } from '#routing/operators/numbers'
import { ADDRESS } from '#routing/operators/place'
import { FILE, ORDERED_TEXT, PHONE, TEXT } from '#routing/operators/text'
import { TIME } from '#routing/operators/times'

const BY_TYPE: Record<FieldType | 'any', Operators> = {
  text: ORDERED_TEXT,
  long_text: TEXT,
  number: NUMBER,
  money: MONEY,
  email: TEXT,
  phone: PHONE,
  date: TIME,
  datetime: TIME,
  select: ORDERED_TEXT,
  multi_select: LIST,
  checkbox: CHECKBOX,
  url: TEXT,
  file: FILE,
  address: ADDRESS,
  any: ANY,
}

/** The operators that make sense for a type of field, with what builds their checks. */
export const operatorsOf = (type: FieldType | 'any'): Operators => BY_TYPE[type]
