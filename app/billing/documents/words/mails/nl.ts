import type { MailWords } from '#billing/documents/words/mails/mails'

export const nl: MailWords = {
  greeting: 'Goedendag,',
  regards: 'Met vriendelijke groet',
  document: {
    invoice: {
      subject: 'Factuur {number} van {sender}',
      text: 'In de bijlage vindt u onze factuur {number} over {period}.',
    },
    credit_note: {
      subject: 'Creditnota {number} van {sender}',
      text: 'In de bijlage vindt u onze creditnota {number}. Die corrigeert factuur {original}.',
    },
    self_billing: {
      subject: 'Selfbilling-factuur {number} van {sender}',
      text: 'In de bijlage vindt u de selfbilling-factuur {number}, die wij voor uw prestaties over {period} hebben opgesteld.',
    },
    self_billing_credit_note: {
      subject: 'Selfbilling-creditnota {number} van {sender}',
      text: 'In de bijlage vindt u de selfbilling-creditnota {number}. Die corrigeert {original}.',
    },
  },
  to_pay: 'Het bedrag van {money} dient uiterlijk op {date} te zijn betaald.',
  nothing_to_pay: 'Er hoeft niets meer te worden betaald.',
  to_credit: 'Wij crediteren u {money}.',
  to_pay_out: 'Wij betalen u {money} uiterlijk op {date}.',
  inside: 'De pdf bevat de e-factuur (Factur-X), die boekhoudsoftware rechtstreeks kan inlezen.',
  beside: 'De e-factuur is ook als XML bijgevoegd.',
  reminder: {
    first: {
      subject: 'Betalingsherinnering: factuur {number}',
      text: 'Onze factuur {number} verviel op {date}. Wij hebben uw betaling nog niet ontvangen; misschien is die aan uw aandacht ontsnapt. Wij verzoeken u het openstaande bedrag in de komende dagen over te maken.',
    },
    further: {
      subject: 'Tweede herinnering: factuur {number}',
      text: 'Wij hebben u al herinnerd aan onze factuur {number}, vervallen op {date}, en uw betaling nog niet ontvangen. Wij verzoeken u het openstaande bedrag binnen zeven dagen over te maken.',
    },
    last: {
      subject: 'Laatste aanmaning: factuur {number}',
      text: 'Onze factuur {number} verviel op {date} en is ondanks onze herinneringen nog niet betaald. Wij verzoeken u voor de laatste keer het openstaande bedrag binnen zeven dagen over te maken. Daarna nemen wij zonder verdere aankondiging verdere stappen.',
    },
  },
  open: 'Openstaand bedrag',
  fee: 'Aanmaningskosten',
  with_fee: 'Totaal',
  paid_meanwhile: 'Heeft uw betaling dit bericht gekruist, dan hoeft u niets te doen.',
}
