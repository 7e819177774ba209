import { deliverMailsBy } from '#accounts/mails/post'
import { mailTransport } from '#delivery/transports/delivery_hands'

/** Mails to people of the team leave by the way mails to partners leave. */
export default class MailProvider {
  async boot() {
    deliverMailsBy(({ to, ...mail }, at) => mailTransport().send({ ...mail, to: [to] }, at))
  }
}
