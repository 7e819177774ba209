import { readAddress } from '#entities/fields/address'
import { readCheckbox } from '#entities/fields/checkbox'
import { readDate } from '#entities/fields/date'
import { readDatetime } from '#entities/fields/datetime'
import { readEmail } from '#entities/fields/email'
import { readFile } from '#entities/fields/file'
import { readMoney } from '#entities/fields/money'
import { readNumber } from '#entities/fields/number'
import { readPhone } from '#entities/fields/phone'
import type { Reader } from '#entities/fields/reader'
import { readMultiSelect, readSelect } from '#entities/fields/select'
import { readLongText, readText } from '#entities/fields/text'
import { readUrl } from '#entities/fields/url'
import type { FieldType } from '#entities/types'

/** How each field type reads a value to its normal form. */
export const READERS: Record<FieldType, Reader> = {
  text: readText,
  long_text: readLongText,
  number: readNumber,
  money: readMoney,
  email: readEmail,
  phone: readPhone,
  date: readDate,
  datetime: readDatetime,
  select: readSelect,
  multi_select: readMultiSelect,
  checkbox: readCheckbox,
  url: readUrl,
  file: readFile,
  address: readAddress,
}
