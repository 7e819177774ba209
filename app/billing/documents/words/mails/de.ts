import type { MailWords } from '#billing/documents/words/mails/mails'

export const de: MailWords = {
  greeting: 'Guten Tag,',
  regards: 'Mit freundlichen Grüßen',
  document: {
    invoice: {
      subject: 'Rechnung {number} von {sender}',
      text: 'anbei erhalten Sie unsere Rechnung {number} für {period}.',
    },
    credit_note: {
      subject: 'Rechnungskorrektur {number} von {sender}',
      text: 'anbei erhalten Sie unsere Rechnungskorrektur {number}. Sie korrigiert die Rechnung {original}.',
    },
    self_billing: {
      subject: 'Gutschrift {number} von {sender}',
      text: 'anbei erhalten Sie die Gutschrift {number}, mit der wir Ihre Leistungen für {period} abrechnen.',
    },
    self_billing_credit_note: {
      subject: 'Korrektur {number} zur Gutschrift von {sender}',
      text: 'anbei erhalten Sie die Korrektur {number}. Sie korrigiert die Gutschrift {original}.',
    },
  },
  to_pay: 'Bitte überweisen Sie {money} bis zum {date}.',
  nothing_to_pay: 'Es ist nichts mehr zu zahlen.',
  to_credit: 'Wir schreiben Ihnen {money} gut.',
  to_pay_out: 'Wir überweisen Ihnen {money} bis zum {date}.',
  inside:
    'Die PDF-Datei enthält die E-Rechnung (ZUGFeRD), die Ihre Buchhaltung direkt einlesen kann.',
  beside: 'Die E-Rechnung liegt zusätzlich als XML-Datei bei.',
  reminder: {
    first: {
      subject: 'Zahlungserinnerung: Rechnung {number}',
      text: 'unsere Rechnung {number} war am {date} fällig. Bisher konnten wir keinen Zahlungseingang feststellen; vielleicht ist sie übersehen worden. Bitte überweisen Sie den offenen Betrag in den nächsten Tagen.',
    },
    further: {
      subject: 'Mahnung: Rechnung {number}',
      text: 'an unsere Rechnung {number}, fällig am {date}, haben wir Sie bereits erinnert. Ein Zahlungseingang liegt uns weiterhin nicht vor. Bitte überweisen Sie den offenen Betrag innerhalb von sieben Tagen.',
    },
    last: {
      subject: 'Letzte Mahnung: Rechnung {number}',
      text: 'unsere Rechnung {number} war am {date} fällig und ist trotz unserer Mahnungen noch offen. Wir fordern Sie letztmalig auf, den offenen Betrag innerhalb von sieben Tagen zu überweisen. Danach leiten wir ohne weitere Ankündigung die nächsten Schritte ein.',
    },
  },
  open: 'Offener Betrag',
  fee: 'Mahngebühr',
  with_fee: 'Gesamt',
  paid_meanwhile:
    'Falls sich Ihre Zahlung mit dieser E-Mail überschnitten hat, müssen Sie nichts weiter tun.',
}
