import type { MailWords } from '#billing/documents/words/mails/mails'

export const pl: MailWords = {
  greeting: 'Dzień dobry,',
  regards: 'Z poważaniem',
  document: {
    invoice: {
      subject: 'Faktura {number} od {sender}',
      text: 'w załączniku przesyłamy fakturę {number} za okres: {period}.',
    },
    credit_note: {
      subject: 'Faktura korygująca {number} od {sender}',
      text: 'w załączniku przesyłamy fakturę korygującą {number} do faktury {original}.',
    },
    self_billing: {
      subject: 'Faktura (samofakturowanie) {number} od {sender}',
      text: 'w załączniku przesyłamy fakturę {number}, wystawioną w ramach samofakturowania za Państwa usługi w okresie: {period}.',
    },
    self_billing_credit_note: {
      subject: 'Faktura korygująca (samofakturowanie) {number} od {sender}',
      text: 'w załączniku przesyłamy fakturę korygującą {number} do faktury {original}.',
    },
  },
  to_pay: 'Kwotę {money} prosimy zapłacić do {date}.',
  nothing_to_pay: 'Nie pozostało nic do zapłaty.',
  to_credit: 'Kwota korekty na Państwa rzecz wynosi {money}.',
  to_pay_out: 'Wypłacimy Państwu {money} do {date}.',
  inside:
    'Plik PDF zawiera fakturę elektroniczną (Factur-X), którą program księgowy odczyta bezpośrednio.',
  beside: 'Faktura elektroniczna jest też załączona jako plik XML.',
  reminder: {
    first: {
      subject: 'Przypomnienie o płatności: faktura {number}',
      text: 'termin płatności faktury {number} upłynął {date}. Nie odnotowaliśmy jeszcze wpłaty; być może została przeoczona. Prosimy o przelanie zaległej kwoty w najbliższych dniach.',
    },
    further: {
      subject: 'Drugie przypomnienie: faktura {number}',
      text: 'przypominaliśmy już o fakturze {number}, której termin płatności upłynął {date}, i nadal nie odnotowaliśmy wpłaty. Prosimy o przelanie zaległej kwoty w ciągu siedmiu dni.',
    },
    last: {
      subject: 'Ostateczne wezwanie do zapłaty: faktura {number}',
      text: 'termin płatności faktury {number} upłynął {date}, a mimo naszych przypomnień pozostaje ona nieopłacona. Po raz ostatni wzywamy do przelania zaległej kwoty w ciągu siedmiu dni. Po tym terminie podejmiemy dalsze kroki bez ponownego zawiadomienia.',
    },
  },
  open: 'Kwota zaległa',
  fee: 'Opłata za przypomnienie',
  with_fee: 'Razem',
  paid_meanwhile: 'Jeśli wpłata minęła się z tą wiadomością, nie trzeba nic robić.',
}
