import { testPayment } from '#sdk/testing'
import manual from '#plugins/payments/manual'

testPayment(manual, [
  { title: 'an invoice is paid as it says', config: {}, step: { transfer: true } },
])
