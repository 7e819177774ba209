import { formatAmount } from '#shared/money'
import { HttpProblem, conflict, invalidField, notFound } from '#shared/http_problem'
import type { CreditProblem } from '#billing/invoices/credit_invoice'
import type { FinalizeProblem } from '#billing/invoices/finalize_invoice'
import type { GenerateProblem } from '#billing/invoices/generate_invoices'
import type { EditProblem } from '#billing/invoices/edit_draft'
import type { RemindProblem } from '#billing/reminders/remind'
import type { VoidProblem } from '#billing/invoices/void_draft'
import type { PaymentProblem, ReverseProblem } from '#billing/invoices/record_payment'

const BUSY = 'The invoice changed at the same moment; repeat the request'

export const generateRefusal = ({ partner }: GenerateProblem): HttpProblem =>
  invalidField('partner', 'exists', `There is no partner "${partner}"`)

/** Why a draft was not finalized; what is missing is listed in `errors`. */
export function finalizeRefusal(problem: FinalizeProblem): HttpProblem {
  switch (problem.type) {
    case 'not_found':
      return notFound('invoice')
    case 'not_draft':
      return conflict(`The invoice cannot be finalized: it is ${stored(problem.status)}`)
    case 'blocked':
      return new HttpProblem(
        'conflict',
        `The invoice cannot be finalized: ${problem.problems.map(({ message }) => message).join('; ')}`,
        { errors: problem.problems }
      )
    case 'empty':
      return conflict('The invoice cannot be finalized: every sale on it was taken back')
    case 'busy':
      return conflict(BUSY)
  }
}

/** Why a draft was not changed; `field` of lines is as the API names them. */
export function editRefusal(problem: EditProblem): HttpProblem {
  switch (problem.type) {
    case 'not_found':
      return notFound('invoice')
    case 'not_draft':
      return conflict(`The invoice cannot be changed: it is ${stored(problem.status)}`)
    case 'stale':
      return new HttpProblem(
        'conflict',
        `Somebody changed the draft meanwhile: it is at revision ${problem.revision}`,
        { members: { revision: problem.revision } }
      )
    case 'unknown_line':
      return invalidField(
        `adjustments[${problem.place}].id`,
        'exists',
        'there is no such line on the draft'
      )
    case 'outside_period':
      return invalidField(
        `adjustments[${problem.place}].day`,
        'period',
        'must be a date of the period of the invoice'
      )
    case 'not_on_draft':
      return invalidField(
        `remove_deliveries[${problem.place}]`,
        'on_invoice',
        `the delivery ${problem.delivery} is not on this draft`
      )
    case 'below_nothing':
      return invalidField(
        'adjustments',
        'below_nothing',
        'the discounts would be more than what is billed'
      )
    case 'empty':
      return conflict('Nothing would be left on the draft; discard it instead')
  }
}

export function remindRefusal({ type }: RemindProblem): HttpProblem {
  switch (type) {
    case 'not_found':
      return notFound('invoice')
    case 'not_overdue':
      return conflict('The invoice is not overdue; nothing is to be reminded of')
    case 'nothing_due':
      return conflict('Nothing is due any more')
    case 'no_level':
      return conflict('The last reminder was made; there is no further level')
    case 'reminded':
      return conflict('This reminder was made already')
  }
}

export const voidRefusal = (problem: VoidProblem): HttpProblem =>
  problem.type === 'not_found'
    ? notFound('invoice')
    : conflict(
        `The invoice cannot be voided: it is ${stored(problem.status)}${problem.status === 'issued' ? '; credit it instead' : ''}`
      )

export function reversalRefusal({ type }: ReverseProblem): HttpProblem {
  switch (type) {
    case 'not_found':
      return notFound('payment')
    case 'reversed':
      return conflict('The payment was taken back already')
    case 'is_reversal':
      return conflict('What takes a payment back cannot be taken back; record the payment again')
  }
}

export function paymentRefusal(problem: PaymentProblem, currency: string): HttpProblem {
  switch (problem.type) {
    case 'not_found':
      return notFound('invoice')
    case 'not_issued':
      return conflict(`No payment can be recorded: the invoice is ${stored(problem.status)}`)
    case 'overpaid':
      return invalidField(
        'amount',
        'overpayment',
        `only ${formatAmount(problem.due, currency)} ${currency} is due`
      )
  }
}

export function creditRefusal(problem: CreditProblem): HttpProblem {
  switch (problem.type) {
    case 'not_found':
      return notFound('invoice')
    case 'not_issued':
      return conflict(`The invoice cannot be credited: it is ${stored(problem.status)}`)
    case 'is_credit_note':
      return conflict('A credit note cannot be credited')
    case 'nothing_left':
      return conflict('The invoice cannot be credited: all of it is credited already')
    case 'beyond':
      return conflict(
        'The invoice cannot be credited so far: with the discounts on it, more would be credited than is left'
      )
    case 'not_on_invoice':
      return invalidField(
        `deliveries[${problem.place}]`,
        'on_invoice',
        `the delivery ${problem.delivery} is not on this invoice`
      )
    case 'credited':
      return invalidField(
        `deliveries[${problem.place}]`,
        'credited',
        `the delivery ${problem.delivery} is credited already`
      )
    case 'busy':
      return conflict(BUSY)
  }
}

const STORED: Record<string, string> = {
  draft: 'a draft',
  issued: 'finalized already',
  self_billing: 'self-billing',
}
const stored = (status: string) => STORED[status] ?? status
