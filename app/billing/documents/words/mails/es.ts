import type { MailWords } from '#billing/documents/words/mails/mails'

export const es: MailWords = {
  greeting: 'Buenos días:',
  regards: 'Un cordial saludo',
  document: {
    invoice: {
      subject: 'Factura {number} de {sender}',
      text: 'Adjuntamos nuestra factura {number} correspondiente a {period}.',
    },
    credit_note: {
      subject: 'Factura rectificativa {number} de {sender}',
      text: 'Adjuntamos nuestra factura rectificativa {number}, que corrige la factura {original}.',
    },
    self_billing: {
      subject: 'Autofactura {number} de {sender}',
      text: 'Adjuntamos la autofactura {number}, que hemos emitido por sus servicios correspondientes a {period}.',
    },
    self_billing_credit_note: {
      subject: 'Autofactura rectificativa {number} de {sender}',
      text: 'Adjuntamos la autofactura rectificativa {number}, que corrige {original}.',
    },
  },
  to_pay: 'El importe de {money} vence el {date}.',
  nothing_to_pay: 'No queda nada por pagar.',
  to_credit: 'Le abonamos {money}.',
  to_pay_out: 'Le transferiremos {money} a más tardar el {date}.',
  inside:
    'El PDF contiene la factura electrónica (Factur-X), que los programas de contabilidad leen directamente.',
  beside: 'La factura electrónica se adjunta también como XML.',
  reminder: {
    first: {
      subject: 'Recordatorio de pago: factura {number}',
      text: 'Nuestra factura {number} venció el {date} y aún no hemos recibido su pago; quizá se haya pasado por alto. Le rogamos que transfiera el importe pendiente en los próximos días.',
    },
    further: {
      subject: 'Segundo recordatorio: factura {number}',
      text: 'Le recordamos ya nuestra factura {number}, vencida el {date}, y seguimos sin recibir su pago. Le rogamos que transfiera el importe pendiente en un plazo de siete días.',
    },
    last: {
      subject: 'Último recordatorio: factura {number}',
      text: 'Nuestra factura {number} venció el {date} y sigue impagada a pesar de nuestros recordatorios. Le pedimos por última vez que transfiera el importe pendiente en un plazo de siete días. Después tomaremos otras medidas sin más aviso.',
    },
  },
  open: 'Importe pendiente',
  fee: 'Gastos de reclamación',
  with_fee: 'Total',
  paid_meanwhile: 'Si su pago se ha cruzado con este mensaje, no tiene que hacer nada más.',
}
