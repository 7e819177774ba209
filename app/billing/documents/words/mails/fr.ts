import type { MailWords } from '#billing/documents/words/mails/mails'

export const fr: MailWords = {
  greeting: 'Bonjour,',
  regards: 'Cordialement',
  document: {
    invoice: {
      subject: 'Facture {number} de {sender}',
      text: 'Veuillez trouver ci-joint notre facture {number} pour la période suivante : {period}.',
    },
    credit_note: {
      subject: 'Avoir {number} de {sender}',
      text: 'Veuillez trouver ci-joint notre avoir {number}. Il rectifie la facture {original}.',
    },
    self_billing: {
      subject: 'Autofacture {number} de {sender}',
      text: 'Veuillez trouver ci-joint l’autofacture {number}, établie en votre nom pour vos prestations de la période suivante : {period}.',
    },
    self_billing_credit_note: {
      subject: 'Avoir sur autofacture {number} de {sender}',
      text: 'Veuillez trouver ci-joint l’avoir {number}. Il rectifie l’autofacture {original}.',
    },
  },
  to_pay: 'Le montant de {money} est à régler avant le {date}.',
  nothing_to_pay: 'Il ne reste rien à régler.',
  to_credit: 'Nous vous créditons de {money}.',
  to_pay_out: 'Nous vous versons {money} au plus tard le {date}.',
  inside:
    'Le PDF contient la facture électronique (Factur-X), lisible directement par un logiciel de comptabilité.',
  beside: 'La facture électronique est également jointe au format XML.',
  reminder: {
    first: {
      subject: 'Rappel de paiement : facture {number}',
      text: 'Notre facture {number} était à régler le {date}. Sauf erreur de notre part, votre règlement ne nous est pas encore parvenu. Nous vous remercions de virer le montant dû dans les prochains jours.',
    },
    further: {
      subject: 'Deuxième rappel : facture {number}',
      text: 'Malgré notre rappel, la facture {number}, échue le {date}, reste impayée. Nous vous prions de virer le montant dû sous sept jours.',
    },
    last: {
      subject: 'Dernier rappel : facture {number}',
      text: 'Malgré nos rappels, la facture {number}, échue le {date}, reste impayée. Nous vous demandons une dernière fois de virer le montant dû sous sept jours. Passé ce délai, nous engagerons d’autres démarches sans nouvel avis.',
    },
  },
  open: 'Montant dû',
  fee: 'Frais de rappel',
  with_fee: 'Total',
  paid_meanwhile: 'Si votre règlement a croisé ce message, vous n’avez rien à faire.',
}
