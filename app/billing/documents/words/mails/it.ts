import type { MailWords } from '#billing/documents/words/mails/mails'

export const it: MailWords = {
  greeting: 'Buongiorno,',
  regards: 'Cordiali saluti',
  document: {
    invoice: {
      subject: 'Fattura {number} di {sender}',
      text: 'in allegato trova la nostra fattura {number} per il seguente periodo: {period}.',
    },
    credit_note: {
      subject: 'Nota di credito {number} di {sender}',
      text: 'in allegato trova la nostra nota di credito {number}, che rettifica la fattura {original}.',
    },
    self_billing: {
      subject: 'Autofattura {number} di {sender}',
      text: 'in allegato trova l’autofattura {number}, emessa per le Sue prestazioni nel seguente periodo: {period}.',
    },
    self_billing_credit_note: {
      subject: 'Nota di credito su autofattura {number} di {sender}',
      text: 'in allegato trova la nota di credito {number}, che rettifica l’autofattura {original}.',
    },
  },
  to_pay: 'L’importo di {money} è da saldare entro il {date}.',
  nothing_to_pay: 'Non resta nulla da pagare.',
  to_credit: 'Le accreditiamo {money}.',
  to_pay_out: 'Le versiamo {money} entro il {date}.',
  inside:
    'Il PDF contiene la fattura elettronica (Factur-X), leggibile direttamente dai programmi di contabilità.',
  beside: 'La fattura elettronica è allegata anche in formato XML.',
  reminder: {
    first: {
      subject: 'Promemoria di pagamento: fattura {number}',
      text: 'la nostra fattura {number} è scaduta il {date}. Il pagamento non ci risulta ancora pervenuto; forse è sfuggito. La preghiamo di versare l’importo dovuto nei prossimi giorni.',
    },
    further: {
      subject: 'Secondo sollecito: fattura {number}',
      text: 'Le abbiamo già ricordato la nostra fattura {number}, scaduta il {date}, e il pagamento non ci risulta ancora pervenuto. La preghiamo di versare l’importo dovuto entro sette giorni.',
    },
    last: {
      subject: 'Ultimo sollecito: fattura {number}',
      text: 'la nostra fattura {number} è scaduta il {date} e nonostante i nostri solleciti non è stata pagata. La invitiamo per l’ultima volta a versare l’importo dovuto entro sette giorni. Trascorso tale termine procederemo senza ulteriore avviso.',
    },
  },
  open: 'Importo dovuto',
  fee: 'Spese di sollecito',
  with_fee: 'Totale',
  paid_meanwhile: 'Se il Suo pagamento si è incrociato con questo messaggio, non deve fare altro.',
}
