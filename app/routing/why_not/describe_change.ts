import type { Condition } from '#sdk/rule'
import { formatAmount } from '#shared/money'
import { inWords, labelOf, type Labels, needOf } from '#routing/describe_need'
import { dateTime } from '#shared/local_time'
import type { Change } from '#routing/why_not/change'

interface Words {
  currency: string
  /** Zone times are told in. */
  timeZone: string
  labels?: Labels
  /** How an assignment is called: by its partner. */
  nameOf(assignment: string): string
}

/** A change as a clause behind "if": `state were one of CA, AZ`. Pages build their own sentences; this is for machines' readers. */
export function describeChange(change: Change, words: Words): string {
  const { currency, timeZone, labels } = words
  const amount = (minor: number) => `${formatAmount(minor, currency)} ${currency}`
  switch (change.on) {
    case 'lead': {
      const needs = change.needs.map(({ condition, holds }) => needOf(condition, holds))
      return `${labelOf(change.field, labels)} were ${[...new Set(needs)].join(' and ')}, such as ${inWords(change.to ?? 'nothing')}`
    }
    case 'condition':
      return change.to
        ? `the condition "${told(change.from, labels)}" were "${told(change.to, labels)}"`
        : `the condition "${told(change.from, labels)}" were not there`
    case 'rule':
      return `the ${change.owner.of} had no filter`
    case 'pause':
      return `the ${change.whose} had not been paused`
    case 'moment':
      return `the lead had come at ${dateTime(timeZone, change.to)} ${timeZone}`
    case 'schedule':
      return `it were open on ${change.day} ${change.hours}`
    case 'cap':
      return `the ${change.scope}'s ${change.window} cap were ${change.to}, not ${change.from}`
    case 'balance':
      return change.mode === 'prepaid'
        ? `${amount(change.to - change.from)} more had been paid in`
        : `the credit limit were ${amount(change.to - change.from)} higher`
    case 'price':
      return `its price were ${amount(change.to)}, not ${amount(change.from)}`
    case 'priority':
    case 'weight':
      return `its ${change.on} were ${change.to}, not ${change.from}`
    case 'strategy':
      return change.setting
        ? `${change.setting} of the strategy were ${inWords(change.to[change.setting])}`
        : `the strategy were ${change.to.use}, not ${change.from.use}`
    case 'offer':
      return `the offer "${change.node}" named it`
    case 'port':
      return `the node "${change.node}" had led by ${change.to}, not ${change.from}`
    case 'answer':
      return `${words.nameOf(change.assignment)} had said no`
    case 'endpoint':
      return 'its endpoint had been called'
    case 'history':
      return 'the partner had not had the lead from another run'
    case 'assignment':
      return 'the profile had it among its assignments'
  }
}

const told = ({ field, operator, value }: Condition, labels: Labels | undefined) =>
  `${labelOf(field, labels)} ${operator.replaceAll('_', ' ')}${value === undefined || value === null ? '' : ` ${inWords(value)}`}`
