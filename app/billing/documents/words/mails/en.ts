import type { MailWords } from '#billing/documents/words/mails/mails'

export const en: MailWords = {
  greeting: 'Hello,',
  regards: 'Kind regards',
  document: {
    invoice: {
      subject: 'Invoice {number} from {sender}',
      text: 'Attached is our invoice {number} for {period}.',
    },
    credit_note: {
      subject: 'Credit note {number} from {sender}',
      text: 'Attached is our credit note {number}. It corrects invoice {original}.',
    },
    self_billing: {
      subject: 'Self-billing invoice {number} from {sender}',
      text: 'Attached is the self-billing invoice {number}, which we issued for your supplies of {period}.',
    },
    self_billing_credit_note: {
      subject: 'Self-billing credit note {number} from {sender}',
      text: 'Attached is the self-billing credit note {number}. It corrects {original}.',
    },
  },
  to_pay: 'The amount of {money} is due by {date}.',
  nothing_to_pay: 'Nothing is left to be paid.',
  to_credit: 'We credit {money} to you.',
  to_pay_out: 'We pay {money} to you by {date}.',
  inside: 'The PDF holds the e-invoice (Factur-X), which accounting software reads by itself.',
  beside: 'The e-invoice is also attached as XML.',
  reminder: {
    first: {
      subject: 'Payment reminder: invoice {number}',
      text: 'Our invoice {number} was due on {date}. We have not received your payment yet; it may have slipped through. We ask you to transfer the open amount in the next few days.',
    },
    further: {
      subject: 'Second reminder: invoice {number}',
      text: 'We reminded you of our invoice {number}, which was due on {date}, and have not received your payment. We ask you to transfer the open amount within seven days.',
    },
    last: {
      subject: 'Final reminder: invoice {number}',
      text: 'Our invoice {number} was due on {date} and is still unpaid in spite of our reminders. We ask you for the last time to transfer the open amount, within seven days. After that we take further steps without another notice.',
    },
  },
  open: 'Open amount',
  fee: 'Reminder fee',
  with_fee: 'Total',
  paid_meanwhile: 'If your payment crossed with this mail, nothing is left to do.',
}
